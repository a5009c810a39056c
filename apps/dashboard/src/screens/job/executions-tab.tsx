import { Button } from '../../parts/button.js';
import { BothClocks } from '../../parts/values/both-clocks.js';
import { Empty } from '../../parts/answer.js';
import { ExecutionsList } from '../../parts/tables/executions-list.js';
import { Panel } from '../../parts/panel.js';
import { StateChoice } from '../../parts/fields/state-choice.js';
import { STATUS_LOOKS, STATUSES } from '../../theme/states.js';
import type { JobTabProps } from './job-tabs.js';
import { useChangeSearch, useJobSearch } from './use-job-search.js';

const EVERYTHING = { status: undefined, from: undefined, to: undefined, cursor: undefined, seen: undefined };

/** The job's executions, newest first. */
export function ExecutionsTab({ job: { jobName, timeZone } }: JobTabProps) {
  const { status, from, to, cursor, seen } = useJobSearch();
  const change = useChangeSearch();
  const isFiltered = status !== undefined || from !== undefined || to !== undefined;
  const showAll = (
    <Button kind="quiet" onClick={() => change(EVERYTHING)}>
      Show all
    </Button>
  );
  return (
    <Panel title="Executions" actions={isFiltered && showAll}>
      <StateChoice
        states={STATUSES}
        looks={STATUS_LOOKS}
        chosen={status ?? []}
        onChange={(chosen) => change({ status: chosen, cursor: undefined, seen: undefined })}
      />
      {(from ?? to) && (
        <p className="soft">
          Created{' '}
          {from && (
            <>
              from <BothClocks at={from} zone={timeZone} />
            </>
          )}{' '}
          {to && (
            <>
              before <BothClocks at={to} zone={timeZone} />
            </>
          )}
        </p>
      )}
      <ExecutionsList
        name={`Executions of ${jobName}`}
        filters={{
          jobName,
          ...(status && { status: [...status] }),
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
        }}
        place={{ cursor, seen }}
        onPlace={({ cursor, seen }) => change({ cursor, seen })}
        withJob={false}
        none={
          isFiltered ? (
            <Empty title="No execution of this job is like that.">{showAll}</Empty>
          ) : (
            <Empty title="It has never run." />
          )
        }
      />
    </Panel>
  );
}
