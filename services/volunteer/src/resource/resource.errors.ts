import { catalogue } from '@linli/domain/refusal';

export const ResourceErrors = catalogue({
  exhausted: {
    code: 'RESOURCE_EXHAUSTED',
    zh: '资源“{title}”仅余 {remaining}，不足所认领的数量。',
    en: '“{title}” has {remaining} left, which is less than was claimed.',
  },
  closed: {
    code: 'RESOURCE_CLOSED',
    zh: '资源“{title}”已关闭，不能再认领或修改。',
    en: '“{title}” is closed and is neither claimed nor changed any more.',
  },
  notInTerritory: {
    code: 'RESOURCE_NOT_IN_TERRITORY',
    zh: '资源“{title}”不能在 {community} 使用；可用范围：{allowed}。',
    en: '“{title}” cannot be used in {community}; it can in {allowed}.',
  },
  notOnThatDay: {
    code: 'RESOURCE_NOT_AVAILABLE',
    zh: '资源“{title}”在 {day} 不可使用；可用期为 {from} 至 {until}（含首尾两日）。',
    en: '“{title}” cannot be used on {day}; it can from {from} until {until}, both included.',
  },
  belowClaimed: {
    code: 'RESOURCE_CLAIMED_BEYOND',
    zh: '资源“{title}”已被认领 {claimed}，数量不能少于此数。',
    en: 'Of “{title}” {claimed} are claimed; its quantity cannot be less.',
  },
});
