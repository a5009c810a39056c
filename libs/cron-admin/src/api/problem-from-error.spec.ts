import { ForbiddenException, InternalServerErrorException } from '@nestjs/common';
import { TrackedCronError } from 'nestjs-tracked-cron';
import { problemFromError } from './problem-from-error.js';

function coded(code: string, message = 'select password from users'): Error {
  return Object.assign(new Error(message), { code });
}

describe('what is answered to an error', () => {
  it.each([
    ['UNKNOWN_JOB', 404],
    ['JOB_IN_FLIGHT', 409],
    ['OBSERVED_JOB', 409],
    ['SYSTEM_JOB', 409],
    ['INVALID_QUERY', 400],
    ['INVALID_CURSOR', 400],
    ['INVALID_PARAMETERS', 400],
    ['COUNT_TOO_WIDE', 422],
    ['TOO_MANY_BUCKETS', 422],
    ['NOT_KEPT', 422],
    ['NOT_READY', 503],
    ['INVALID_JOB', 422],
    ['LOADED_TWICE', 500],
  ])('%s is answered with %i', (code, status) => {
    expect(problemFromError(new TrackedCronError(code, 'What to do.')).problem.status).toBe(status);
  });

  it.each([
    ['a statement that was cancelled', coded('57014')],
    ['a statement that nobody answered', new Error('Query read timeout')],
    ['a refused connection', coded('ECONNREFUSED')],
    ['a connection that broke', coded('08006')],
    ['a server that shuts down', coded('57P01')],
    ['a pool that waited too long', new Error('timeout exceeded when trying to connect')],
    ['one of these inside another', new Error('Query failed', { cause: coded('ECONNRESET') })],
    [
      'one of these inside an error of the ORM',
      Object.assign(new Error('x'), { driverError: coded('57P01') }),
    ],
  ])('%s is answered with 503, a time to come back, and none of its words', (_, error) => {
    const { problem, headers, unexpected } = problemFromError(error);
    expect(problem.status).toBe(503);
    expect(headers).toEqual({ 'Retry-After': '5' });
    expect(JSON.stringify(problem)).not.toContain('password');
    expect(unexpected).toBe(true);
  });

  it.each([coded('42703'), new InternalServerErrorException('secret'), 'secret', undefined, null])(
    'a surprise (%#) is answered with 500, and none of its words',
    (error) => {
      const { problem, unexpected } = problemFromError(error);
      expect(problem.status).toBe(500);
      expect(JSON.stringify(problem)).not.toMatch(/secret|password/);
      expect(unexpected).toBe(true);
    },
  );

  it("a refusal by the host's own guard keeps its status and says whose it is", () => {
    const { problem } = problemFromError(new ForbiddenException());
    expect(problem).toMatchObject({ type: 'urn:nestjs-tracked-cron:problem:refused-by-host', status: 403 });
  });

  it('points at the cursor and the count where the manager refuses them', () => {
    expect(problemFromError(new TrackedCronError('INVALID_CURSOR', 'x')).problem.errors).toMatchObject([
      { pointer: '/query/cursor' },
    ]);
    expect(problemFromError(new TrackedCronError('COUNT_TOO_WIDE', 'x')).problem.errors).toMatchObject([
      { pointer: '/query/count' },
    ]);
  });
});
