import { IoAdapter } from '@nestjs/platform-socket.io';
import type { JobStatus } from 'nestjs-tracked-cron';
import type { LiveOperation } from 'nestjs-tracked-cron/admin';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serverCost, type MeasuredWhen, type ServerResult } from './server-cost.js';
import { jobNames, TEAMS, tokenOf } from './teams.js';

const NAMESPACE = '/admin/cron-jobs';
const GATHERED_MS = 100;
const SLOTS = 30;

/**
 * The least that it can cost to tell as many clients as much as often: socket.io alone, which gathers for 100 ms too and sends
 * values as large as a job's status, of jobs that nobody runs and nobody reads. It speaks what `clients` understands.
 */
export async function task(when: MeasuredWhen, reached: (point: string) => void): Promise<ServerResult> {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const server = new IoAdapter(http as never).createIOServer(0);
  const teams = Array.from({ length: TEAMS }, () => new Team());
  const names = jobNames();
  const byToken = new Map(teams.map((team, nth) => [tokenOf(nth), team]));
  server.of(NAMESPACE).on('connection', (socket) => {
    const team = byToken.get((socket.handshake.auth as { token: string }).token)!;
    socket.on('subscribe', ({ channel }: { channel: string }, answer?: (given: { ok: true }) => void) => {
      answer?.({ ok: true });
      if (channel !== 'jobs') return;
      void socket.join(team.room);
      socket.emit('snapshot', { channel, epoch: 'bare', seq: team.seq, data: { items: [] } });
    });
    socket.emit('hello', { protocol: 1 });
  });
  reached(String((http.address() as AddressInfo).port));

  let nth = 0;
  let gathering = false;
  const tell = () => {
    gathering = false;
    for (const team of teams)
      if (team.isBehind) server.of(NAMESPACE).to(team.room).emit('delta', team.delta());
  };
  const updates = setInterval(() => {
    // a timer that is late makes up for it
    for (const due = (performance.now() - began) / (1_000 / names.length); nth < due; nth += 1) {
      teams[nth % TEAMS].gather(names[nth % names.length]);
      if (gathering) continue;
      gathering = true;
      setTimeout(tell, GATHERED_MS);
    }
  }, 5);
  const began = performance.now();

  const cost = await serverCost(() => server.engine.clientsCount, when);
  clearInterval(updates);
  await server.close();
  return cost;
}

/** What the members of a team are told. */
class Team {
  private static count = 0;
  readonly room = `team ${(Team.count += 1)}`;
  seq = 0;
  private readonly gathered = new Map<string, LiveOperation>();

  get isBehind(): boolean {
    return this.gathered.size > 0;
  }

  gather(id: string): void {
    this.gathered.set(id, { op: 'upsert', id, rev: 'rev', value: statusOf(id) } as unknown as LiveOperation);
  }

  delta() {
    const prev = this.seq;
    this.seq += 1;
    const ops = [...this.gathered.values()];
    this.gathered.clear();
    return { channel: 'jobs', seq: this.seq, prev, ops };
  }
}

function statusOf(jobName: string): Partial<JobStatus> {
  const now = new Date();
  const slot = {
    executionId: '019cb000-0000-7000-8000-000000000001',
    scheduledAt: now,
    until: null,
    count: 1,
    status: 'completed',
    durationMs: 1.234,
  } as const;
  return {
    jobName,
    lastSlots: Array.from({ length: SLOTS }, () => slot),
    inFlight: [],
    lastSuccessAt: now,
    lastFailureAt: null,
  };
}
