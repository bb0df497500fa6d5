import { expect, it } from '@jest/globals';
import { withoutText } from './log.js';

it('what is logged of a defect says where it is, and nothing of what it stumbled over', () => {
  const defect = Object.assign(new TypeError('no room for 13800138000\n    in line 2'), { code: '22P02' });
  const logged = withoutText(defect);
  expect(logged).toMatchObject({ error: 'TypeError', code: '22P02' });
  expect(logged.at[0]).toMatch(/^at .*log\.test\.ts/);
  expect(JSON.stringify(logged)).not.toContain('13800138000');
});

it('what is thrown without being an error is told by its kind', () => {
  expect(withoutText('13800138000')).toEqual({ error: 'string', at: [] });
});
