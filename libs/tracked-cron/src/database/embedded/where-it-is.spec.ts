import { whereItIs } from './where-it-is.js';

describe('where the embedded PostgreSQL is', () => {
  it('is told as a command for the shell, without the password', () => {
    const url = 'postgres://postgres:s3cret@127.0.0.1:40123/postgres';
    expect(whereItIs(url, '/app/.tracked-cron/postgres', '/app')).toBe(
      'psql "postgres://postgres:$(cat .tracked-cron/postgres/password)@127.0.0.1:40123/postgres"',
    );
  });
});
