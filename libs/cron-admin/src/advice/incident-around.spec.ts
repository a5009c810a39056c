import type { Incident } from 'nestjs-tracked-cron/monitor';
import { incidentAround } from './incident-around.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 26, 2, minute));
const incident = (id: string, began: number, resolved: number | null, executionId: string | null = null) =>
  ({
    id,
    beganAt: at(began),
    resolvedAt: resolved === null ? null : at(resolved),
    findings: [{ executionId }],
  }) as unknown as Incident;
const failed = { id: 'x', status: 'failed', createdAt: at(10), completedAt: at(12) } as const;

it('is the incident that names the execution, though another was open then too', () => {
  const incidents = [incident('other', 5, null), incident('own', 30, null, 'x')];
  expect(incidentAround(failed, incidents)?.id).toBe('own');
});

it('is the one that was open while it ran', () => {
  const incidents = [incident('later', 20, null), incident('then', 5, 11), incident('before', 0, 9)];
  expect(incidentAround(failed, incidents)?.id).toBe('then');
});

it('is none for what ended well meanwhile, and where nothing was wrong', () => {
  expect(incidentAround({ ...failed, status: 'completed' }, [incident('open', 5, null)])).toBeNull();
  expect(incidentAround(failed, [incident('later', 20, null)])).toBeNull();
});

it('is the open one for what still runs', () => {
  const running = { id: 'x', status: 'running', createdAt: at(10), completedAt: null } as const;
  expect(incidentAround(running, [incident('open', 25, null)])?.id).toBe('open');
});
