import { catalogue } from '@linli/domain/refusal';

export const TrainingErrors = catalogue({
  attendeeNotPosted: {
    code: 'BAD_USER_INPUT',
    zh: '第 {position} 位参加者（{path}）在 {heldOn} 没有担任该社区的岗位；请核对岗位与培训日期。',
    en: 'Attendee {position} ({path}) did not hold a post of the community on {heldOn}; check the post and the day of the training.',
  },
  tooMany: {
    code: 'TOO_MANY_TO_LIST',
    zh: '该岗位的培训超过 {most} 次；请用参数 {argument} 缩小范围。',
    en: 'The holder of the post has been to more than {most} trainings; narrow them down with {argument}.',
  },
});
