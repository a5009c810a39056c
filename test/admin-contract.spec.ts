import { ADAPTERS } from '../libs/cron-admin/src/testing/hosted-admin.js';
import { startAdminApp, TOKENS, type AdminApp } from './support/admin-app.js';
import {
  AdminContract,
  outOfBounds,
  type Answered,
  type OpenApi,
  type Operation,
} from './support/admin-contract.js';
import { BODIES, HEADERS, pathOf, pathSamples, QUERIES } from './support/admin-samples.js';

interface Request {
  readonly token?: string | null;
  readonly path?: string;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

interface ProblemBody {
  readonly type: string;
  readonly status: number;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}

describe.each(ADAPTERS)('the contract of the admin API, on %s', (adapter) => {
  let app: AdminApp;
  let contract: AdminContract;

  beforeAll(async () => {
    app = await startAdminApp(adapter);
    const headers = { Authorization: `Bearer ${TOKENS.viewer}` };
    const document = await fetch(`${app.url}/openapi.json`, { headers });
    contract = new AdminContract((await document.json()) as OpenApi);
  });
  afterAll(() => app.close());

  /** Asks, and holds the answer to what the document says of it. */
  async function ask(
    operation: Operation,
    { token = TOKENS.admin, ...request }: Request = {},
  ): Promise<Answered> {
    const { path = pathOf(operation, pathSamples(app)), query = QUERIES[operation.path] ?? '' } = request;
    const body = request.body ?? BODIES[operation.path];
    const response = await fetch(`${app.url}${path}${query && `?${query}`}`, {
      method: operation.method,
      headers: {
        ...(token !== null && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...HEADERS[operation.path],
        ...request.headers,
      },
      ...(body !== undefined &&
        operation.method !== 'GET' && {
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
    });
    const answered = { status: response.status, headers: response.headers, text: await response.text() };
    expect(contract.breachesOf(operation, answered)).toEqual([]);
    return answered;
  }

  function problemIn({ text }: Answered): ProblemBody {
    return JSON.parse(text) as ProblemBody;
  }

  it('lets nobody in who shows no token', async () => {
    for (const operation of contract.operations) {
      expect([operation.operationId, (await ask(operation, { token: null })).status]).toEqual([
        operation.operationId,
        401,
      ]);
    }
  });

  it('lets a viewer change nothing', async () => {
    const writing = contract.operations.filter(
      ({ method, permission }) => method !== 'GET' && permission !== null,
    );
    expect(writing.length).toBeGreaterThan(10);
    for (const operation of writing) {
      expect(operation.permission).not.toBe('read');
      expect([operation.operationId, (await ask(operation, { token: TOKENS.viewer })).status]).toEqual([
        operation.operationId,
        403,
      ]);
    }
  });

  it('refuses every parameter that is not documented, those of other routes too', async () => {
    const names = new Set(['page', '__proto__', 'constructor', ...contract.operations.flatMap(queryNames)]);
    for (const operation of contract.operations) {
      const foreign = [...names].filter((name) => !queryNames(operation).includes(name));
      // an answer points at fifty errors at most
      for (let from = 0; from < foreign.length; from += 40) {
        const some = foreign.slice(from, from + 40);
        const query = [QUERIES[operation.path], ...some.map((name) => `${name}=1`)].filter(Boolean).join('&');
        const answer = await ask(operation, { query });
        const expected = some.map((name) => ({ pointer: `/query/${name}`, code: 'UNKNOWN_PARAMETER' }));
        expect([operation.operationId, answer.status]).toEqual([operation.operationId, 400]);
        expect(problemIn(answer).errors).toMatchObject(expected);
      }
    }
  });

  it('refuses every parameter of a query out of its bounds, and points at it', async () => {
    for (const operation of contract.operations) {
      for (const { name, schema } of operation.parameters.filter((one) => one.in === 'query')) {
        const values = outOfBounds(schema).flat().map(String);
        const queries = values.map((value) => `${name}=${encodeURIComponent(value)}`);
        if (schema.type !== 'array') queries.push(`${name}=1&${name}=2`);
        for (const query of queries) {
          const answer = await ask(operation, { query });
          expect([operation.operationId, query, answer.status]).toEqual([operation.operationId, query, 400]);
          expect(problemIn(answer).errors).toContainEqual(
            expect.objectContaining({ pointer: `/query/${name}` }),
          );
        }
      }
    }
  });

  it('refuses every field of a body out of its bounds, and what is no body', async () => {
    for (const operation of contract.operations.filter(({ body }) => body !== undefined)) {
      for (const [name, schema] of Object.entries(operation.body!.properties!)) {
        for (const value of outOfBounds(schema)) {
          const answer = await ask(operation, { body: { ...BODIES[operation.path], [name]: value } });
          expect([operation.operationId, name, value, answer.status]).toEqual([
            operation.operationId,
            name,
            value,
            400,
          ]);
          expect(problemIn(answer).errors).toContainEqual(
            expect.objectContaining({ pointer: `/body/${name}` }),
          );
        }
      }
      const unknown = await ask(operation, { body: { ...BODIES[operation.path], unheard: 1 } });
      expect(problemIn(unknown).errors).toMatchObject([
        { pointer: '/body/unheard', code: 'UNKNOWN_PARAMETER' },
      ]);
      expect((await ask(operation, { body: [] })).status).toBe(400);
      const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
      expect((await ask(operation, { body: 'a=b', headers: form })).status).toBe(415);
    }
  });

  it('refuses headers out of their bounds', async () => {
    for (const operation of contract.operations) {
      for (const { name, schema } of operation.parameters.filter((one) => one.in === 'header')) {
        for (const value of outOfBounds(schema).filter((one) => !/[\0\n]/.test(String(one)))) {
          expect((await ask(operation, { headers: { [name]: String(value) } })).status).toBe(400);
        }
      }
    }
  });

  it('knows nothing of what is not there', async () => {
    const nowhere = { id: '019aa000-0000-7000-8000-00000000dead', jobName: 'nobody' };
    for (const operation of contract.operations.filter(({ path }) => path.includes('{'))) {
      expect([
        operation.operationId,
        (await ask(operation, { path: pathOf(operation, nowhere) })).status,
      ]).toEqual([operation.operationId, 404]);
      const odd = pathOf(operation, { id: 'no uuid', jobName: 'no/job' });
      expect([operation.operationId, (await ask(operation, { path: odd })).status]).toEqual([
        operation.operationId,
        404,
      ]);
    }
  });

  it('answers as the document says, whatever there is to tell', async () => {
    for (const operation of contract.operations) {
      const ids = operation.path.includes('{id}')
        ? [app.completed, app.failed, app.running]
        : [app.completed];
      for (const id of ids) {
        const path = pathOf(operation, { ...pathSamples(app), id });
        const body = operation.operationId === 'Ticket_open' ? { ticket: app.issueTicket() } : undefined;
        const { status, text } = await ask(operation, { path, body });
        const expected =
          operation.operationId === 'Steering_cancel' && id !== app.running ? '409' : operation.statuses[0];
        expect([operation.operationId, String(status), text]).toEqual([
          operation.operationId,
          expected,
          text,
        ]);
      }
    }
  });

  it('tells all that it documents of an execution that failed', async () => {
    const { text } = await ask(contract.operation('GET', '/{id}'), { path: `/${app.failed}` });
    expect(JSON.parse(text)).toMatchObject({
      error: { message: 'the feed is gone', causes: [{ errorClass: 'TypeError', message: 'fetch failed' }] },
      failedAttempts: [{ attempt: 1, error: { message: 'the feed is gone' } }],
      triggeredBy: 'ada',
      logs: { executionId: app.failed },
    });
  });
});

function queryNames({ parameters }: Operation): string[] {
  return parameters.filter((one) => one.in === 'query').map(({ name }) => name);
}
