import { Agent, get, type IncomingMessage } from 'node:http';
import { access, ADAPTERS, hostAdmin, TOKENS } from '../testing/hosted-admin.js';
import { HttpReply } from './http-reply.js';

/** Asks for the status over a connection that is kept, and reads the answer to its end. */
function asked(origin: string, agent: Agent): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${TOKENS.viewer}` };
  return new Promise((resolve, reject) => {
    const request = get(`${origin}/admin/cron-jobs/status`, { agent, headers }, (answer) =>
      answer.resume().once('end', () => resolve(answer)),
    );
    request.once('error', reject);
  });
}

it.each(ADAPTERS)('who polls does not keep an application from stopping, on %s', async (adapter) => {
  const host = await hostAdmin({ access: access() }, { adapter });
  const origin = await host.app.getUrl();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const before = await asked(origin, agent);
  expect([before.statusCode, before.headers.connection]).toEqual([200, 'keep-alive']);

  host.app.get(HttpReply, { strict: false }).onModuleDestroy(); // as Nest does before its server stops to listen
  const during = await asked(origin, agent);
  expect(during.headers.connection).toBe('close');
  agent.destroy();
  await host.app.close();
});
