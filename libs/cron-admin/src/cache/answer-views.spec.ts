import { AnswerViews } from './answer-views.js';

describe('what is seen of a kept answer', () => {
  it('is made once for each set of rights, and anew for another answer', () => {
    const views = new AnswerViews();
    const [answer, next] = [{}, {}];
    const ann = views.of(answer, 'ann', () => ({ seen: 1 }));
    expect(views.of(answer, 'ann', () => ({ seen: 2 }))).toBe(ann);
    expect(views.of(answer, 'bob', () => ({ seen: 3 }))).toEqual({ seen: 3 });
    expect(views.of(next, 'ann', () => ({ seen: 4 }))).toEqual({ seen: 4 });
  });

  it('is kept for twenty of them, and the oldest goes', () => {
    const views = new AnswerViews();
    const answer = {};
    const first = views.of(answer, '0', () => ({}));
    const last = Array.from({ length: 20 }, (_, nth) => views.of(answer, String(nth + 1), () => ({}))).at(-1);
    expect(views.of(answer, '20', () => ({}))).toBe(last);
    expect(views.of(answer, '0', () => ({}))).not.toBe(first);
  });
});
