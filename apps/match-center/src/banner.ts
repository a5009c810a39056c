/** Where to look, in a few lines. The password of the database is not among them. */
export function banner(appUrl: string, database: { url: string; folder?: string }): string {
  const { host, pathname } = new URL(database.url);
  const where = database.folder ? ` (its data, log and password: ${database.folder})` : '';
  return [
    '',
    '  Match centre',
    `  table and live scores   ${appUrl}`,
    `  PostgreSQL              ${host}${pathname}${where}`,
    '  stop                    Ctrl-C',
    '',
  ].join('\n');
}
