/** What a cell can hold; null and undefined are an empty one. */
export type CsvValue = string | number | boolean | Date | null | undefined;

/** A column: its heading, and what it shows of a row. */
export interface CsvColumn<Row> {
  readonly heading: string;
  readonly value: (row: Row) => CsvValue;
}

/** What makes a spreadsheet take a text for a formula; the wide ones do so in Asian locales. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/**
 * A table as CSV (RFC 4180): a line of headings, CRLF after each line. Texts that a spreadsheet would run as a formula are
 * preceded by an apostrophe; numbers are written as they are. Instants are ISO 8601 in UTC.
 */
export function csvOf<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map(({ value }) => csvCell(value(row))));
  return [columns.map(({ heading }) => csvCell(heading)), ...lines]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');
}

function csvCell(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
