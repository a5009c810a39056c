import { useCallback, useMemo, useState } from 'react';
import type { JobStatus } from '../../../api/queries.js';
import { Empty, Failure, Loading } from '../../../parts/answer.js';
import { Panel } from '../../../parts/panel.js';
import type { NowSearch } from '../now.search.js';
import { keptOrder, laneOrder, lanesMeant } from './lane-order.js';
import { StripControls } from './strip-controls.js';
import { StripLanes } from './strip-lanes.js';
import { StripLegend } from './strip-legend.js';
import { useLayAgain } from './use-lay-again.js';
import { useInstanceLanes, useJobLanes } from './use-lanes.js';

const NO_JOBS: ReadonlyMap<string, JobStatus> = new Map();
/** An address takes no more of them. */
const MOST_NAMES = 100;

/** What ran and what is to come, a lane for each job or instance. */
export function Strip({ jobs, search }: { jobs: readonly JobStatus[]; search: NowSearch }) {
  const { by = 'job', zoom = '1h', state, text } = search;
  const byInstance = by === 'instance';
  const meant = useMemo(() => lanesMeant(jobs, search), [jobs, search]);
  const names = useKeptOrder(meant, JSON.stringify(search));
  const [seen, setSeen] = useState<readonly [number, number]>([0, 0]);
  const onSeen = useCallback((first: number, last: number) => setSeen([first, last]), []);
  const ofJobs = useJobLanes(byInstance ? [] : names, seen, zoom);
  const isNarrowed = (state !== undefined || text !== undefined) && names.length <= MOST_NAMES;
  const ofInstances = useInstanceLanes(byInstance, search, isNarrowed ? names : undefined);
  const laid = byInstance ? ofInstances : ofJobs;
  const byName = useMemo(() => new Map(jobs.map((job) => [job.jobName, job])), [jobs]);
  useLayAgain(ofJobs.lanes, byName);
  const ids = byInstance ? [...laid.lanes.keys()] : names;
  return (
    <Panel
      title={byInstance ? 'What ran where' : 'What ran, and what is to come'}
      actions={<StripControls search={search} jobs={jobs} />}
    >
      {laid.problem && <Failure problem={laid.problem} />}
      {ids.length > 0 ? (
        <>
          <StripLanes
            ids={ids}
            zoom={zoom}
            laid={laid}
            jobs={byInstance ? NO_JOBS : byName}
            onSeen={onSeen}
          />
          <StripLegend />
        </>
      ) : laid.isLoading ? (
        <Loading what="the lanes" />
      ) : (
        <Empty title={byInstance ? 'No instance ran anything in this time.' : 'No job fits these filters.'} />
      )}
    </Panel>
  );
}

/** The order of the lanes stays as it was first, until other ones are asked for. */
function useKeptOrder(jobs: readonly JobStatus[], asked: string): readonly string[] {
  const [kept, setKept] = useState<{ asked: string; names: readonly string[] }>({ asked: '', names: [] });
  const order = laneOrder(jobs);
  const names = kept.asked === asked ? keptOrder(kept.names, order) : order;
  const isSame = names.length === kept.names.length && names.every((name, nth) => name === kept.names[nth]);
  if (kept.asked !== asked || !isSame) setKept({ asked, names });
  return isSame && kept.asked === asked ? kept.names : names;
}
