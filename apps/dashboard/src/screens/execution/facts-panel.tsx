import { Link } from '@tanstack/react-router';
import { CopyButton } from '../../parts/values/copy-button.js';
import { DurationBar, GoingOn } from '../../parts/tables/duration-bar.js';
import { JsonValue } from '../../parts/values/json-value.js';
import { Fact, Facts, Panel } from '../../parts/panel.js';
import type { Advice, ExecutionInDetail } from './execution.queries.js';
import { isInFlight } from './verdict.js';

interface FactsPanelProps {
  readonly execution: ExecutionInDetail;
  readonly advice: Advice | undefined;
}

/** Where it ran, why, with what, and what came out. */
export function FactsPanel({ execution, advice }: FactsPanelProps) {
  const { id, trigger, triggeredBy, triggerReason, instanceId, release, traceId, startedAt, metadata } =
    execution;
  const p95 = advice?.usual?.p95;
  return (
    <Panel title="Facts">
      <Facts>
        <Fact name="Duration">
          {isInFlight(execution) && startedAt !== null ? (
            <GoingOn since={startedAt} p95={p95} />
          ) : (
            <DurationBar ms={execution.durationMs} p95={p95} />
          )}
        </Fact>
        <Fact name="Attempt">
          {execution.attempt} of {execution.maxAttempts}
        </Fact>
        <Fact name="Trigger">
          {trigger}
          {triggeredBy !== null && ` by ${triggeredBy}`}
          {triggerReason !== null && `: ${triggerReason}`}
        </Fact>
        <Fact name="Instance">
          {instanceId === null ? (
            '–'
          ) : (
            <Link to="/executions" search={{ instance: instanceId }} className="code">
              {instanceId}
            </Link>
          )}
        </Fact>
        <Fact name="Release">
          {release === null ? (
            '–'
          ) : (
            <Link to="/executions" search={{ release }}>
              {release}
            </Link>
          )}
        </Fact>
        <Fact name="Trace">
          {traceId === null ? (
            '–'
          ) : (
            <span className="row">
              <span className="code">{traceId}</span>
              <CopyButton what="trace id" text={() => traceId} />
            </span>
          )}
        </Fact>
        <Fact name="Id">
          <span className="row">
            <span className="code">{id}</span>
            <CopyButton what="id" text={() => id} />
          </span>
        </Fact>
      </Facts>
      <h3>Parameters</h3>
      <JsonValue name="Parameters" value={execution.parameters} />
      <h3>Result</h3>
      <JsonValue name="Result" value={execution.result} />
      {metadata !== null && (
        <>
          <h3>Metadata</h3>
          <JsonValue name="Metadata" value={metadata} />
        </>
      )}
    </Panel>
  );
}
