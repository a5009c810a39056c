import { treatmentOf } from './feed-fault.js';

const first = (path: string, count: number) =>
  Array.from({ length: count }, (_, index) => treatmentOf('spec', path, index));
const faulty = (path: string) => first(path, 2000).filter(({ fault }) => fault !== 'none').length / 2000;

describe('the provider', () => {
  it('treats the same request the same way after every start', () => {
    expect(first('/scores', 50)).toEqual(first('/scores', 50));
  });

  it('makes every kind of mistake now and then', () => {
    const kinds = new Set(first('/scores', 2000).map(({ fault }) => fault));
    expect([...kinds].sort()).toEqual(['cut-json', 'html-page', 'none', 'server-error']);
  });

  it('fails more often for teams than for scores, but seldom enough to be of use', () => {
    expect(faulty('/scores')).toBeLessThan(0.06);
    expect(faulty('/teams')).toBeGreaterThan(0.1);
    expect(faulty('/teams')).toBeLessThan(0.25);
  });
});
