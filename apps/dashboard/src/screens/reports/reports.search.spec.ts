import { readReportsSearch } from './reports.search.js';

describe('the address of reports', () => {
  it('takes a span only whole, and in order', () => {
    const span = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' };
    expect(readReportsSearch(span)).toMatchObject(span);
    for (const none of [{ from: span.from }, { from: span.to, to: span.from }, { from: 'soon', to: span.to }])
      expect(readReportsSearch(none)).not.toHaveProperty('from');
  });

  it('leaves out what means nothing here', () => {
    const read = readReportsSearch({ period: '9y', by: 'mood', sort: '-p95', chart: 'pie' });
    expect(JSON.parse(JSON.stringify(read))).toEqual({ sort: '-p95' });
  });
});
