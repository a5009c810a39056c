import fc from 'fast-check';
import { csvOf, type CsvValue } from './csv.js';

const single = [{ heading: 'cell', value: (cell: CsvValue) => cell }];

function cellOf(value: CsvValue): string {
  return csvOf(single, [value]).slice('cell\r\n'.length, -'\r\n'.length);
}

describe('a table as CSV', () => {
  it('has a line of headings, then a line for each row', () => {
    const columns = [
      { heading: 'Job', value: (row: { job: string; runs: number }) => row.job },
      { heading: 'Runs', value: (row: { job: string; runs: number }) => row.runs },
    ];
    expect(csvOf(columns, [{ job: 'live-scores', runs: 12 }])).toBe('Job,Runs\r\nlive-scores,12\r\n');
  });

  it('writes instants in UTC, numbers and truth as they are, and nothing as nothing', () => {
    expect(cellOf(new Date('2026-11-26T01:00:00.5Z'))).toBe('2026-11-26T01:00:00.500Z');
    expect(cellOf(-12.5)).toBe('-12.5');
    expect(cellOf(true)).toBe('true');
    expect(cellOf(null)).toBe('');
    expect(cellOf(undefined)).toBe('');
  });

  it('quotes what would break the table', () => {
    expect(cellOf('a,b')).toBe('"a,b"');
    expect(cellOf('say "no"')).toBe('"say ""no"""');
    expect(cellOf('two\nlines')).toBe('"two\nlines"');
    expect(cellOf(' padded')).toBe('" padded"');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])(
    'lets no spreadsheet run %j',
    (formula) => {
      expect([`'${formula}`, `"'${formula}"`]).toContain(cellOf(formula));
    },
  );

  it('keeps an apostrophe in front of a formula inside quotes', () => {
    expect(cellOf('=HYPERLINK("http://evil","x")')).toBe(`"'=HYPERLINK(""http://evil"",""x"")"`);
  });

  it('gives every table back to whoever reads it, and never a cell that begins like a formula', () => {
    // the apostrophe of a text that had one already can't be told from ours
    const text = fc.string({ unit: 'binary' }).filter((one) => !one.startsWith("'"));
    const texts = fc.array(fc.array(text, { minLength: 2, maxLength: 2 }));
    fc.assert(
      fc.property(texts, (rows) => {
        const columns = [0, 1].map((n) => ({ heading: `c${n}`, value: (row: string[]) => row[n] }));
        const [, ...read] = readCsv(csvOf(columns, rows));
        expect(read.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '')))).toEqual(
          rows,
        );
        for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
    );
  });
});

/** A reader that knows RFC 4180 and nothing of how the writer works. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    if (quoted && text.startsWith('""', at)) {
      cell += '"';
      at += 1;
    } else if (text[at] === '"') quoted = !quoted;
    else if (!quoted && text[at] === ',') {
      row.push(cell);
      cell = '';
    } else if (!quoted && text.startsWith('\r\n', at)) {
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
      at += 1;
    } else cell += text[at];
  }
  return rows;
}
