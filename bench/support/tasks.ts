import type { DueParameters, Firing } from '../due/firings.js';
import type { HistoryParameters } from '../history/shape.js';
import type { QueryTimes } from '../history/tracked.js';
import type { ImportParameters, ImportResult } from '../import/library.js';
import type { IdleParameters, IdleResult } from '../idle/idle-task.js';
import type { ClientsParameters, ClientsResult } from '../live/clients.js';
import type { ServerParameters } from '../live/server.js';
import type { MeasuredWhen, ServerResult } from '../live/server-cost.js';
import type { WorkerParameters } from '../live/worker.js';
import type { CallParameters, CallTimes } from '../observe/calls.js';
import type { SweepParameters, SweepResult } from '../sweep/shape.js';
import type { ServerParameters as PageParameters, VisitParameters, VisitResult } from '../page/shape.js';
import type { RecordParameters, Rate } from '../record/rate.js';

type Task<Parameters, Result> = (parameters: Parameters, reached: (point: string) => void) => Promise<Result>;
type RecordTask = Task<RecordParameters, Rate[]>;
type CallTask = Task<CallParameters, CallTimes>;
type DueTask = Task<DueParameters, Firing[]>;

/** What can run in a process of its own. */
export interface Tasks {
  'record/tracked': RecordTask;
  'record/journal': RecordTask;
  'record/obvious': RecordTask;
  'record/limit': RecordTask;
  'record/bullmq': RecordTask;
  'due/tracked': DueTask;
  'due/bare': DueTask;
  'due/obvious': DueTask;
  'due/limit': DueTask;
  'due/claim': DueTask;
  'idle/empty': Task<IdleParameters, IdleResult>;
  'idle/tracked': Task<IdleParameters, IdleResult>;
  'import/library': Task<ImportParameters, ImportResult>;
  'observe/bare': CallTask;
  'observe/tracked': CallTask;
  'history/fill': Task<HistoryParameters, void>;
  'history/tracked': Task<HistoryParameters, QueryTimes[]>;
  'history/obvious': Task<HistoryParameters, QueryTimes[]>;
  'sweep/fill': Task<SweepParameters, void>;
  'sweep/tracked': Task<SweepParameters, SweepResult>;
  'page/server': Task<PageParameters, void>;
  'page/visit': Task<VisitParameters, VisitResult>;
  'live/worker': Task<WorkerParameters, { executions: number }>;
  'live/server': Task<ServerParameters, ServerResult>;
  'live/bare': Task<MeasuredWhen, ServerResult>;
  'live/clients': Task<ClientsParameters, ClientsResult>;
}

/** Loads only what the task needs, so that an empty application is empty. */
export async function loadTask<Name extends keyof Tasks>(name: Name): Promise<Tasks[Name]> {
  const [folder, file] = name.split('/');
  const { task } = (await import(`../${folder}/${file}.js`)) as { task: Tasks[Name] };
  return task;
}
