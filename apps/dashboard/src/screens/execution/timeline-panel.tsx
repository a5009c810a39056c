import { Panel } from '../../parts/panel.js';
import { StatusMark } from '../../parts/values/marks.js';
import { firstLine } from '../../parts/values/first-line.js';
import { useNow } from '../../time/now.js';
import { bothClocks, clockTime, duration, fromNow, timeOfDay, VIEWERS_ZONE } from '../../time/words.js';
import type { ExecutionInDetail } from './execution.queries.js';
import { timelineOf, type Step } from './timeline.js';
import { isInFlight } from './verdict.js';

/** What happened to it, from its slot to its end. */
export function TimelinePanel({ execution }: { execution: ExecutionInDetail }) {
  const now = useNow();
  const steps = timelineOf(execution, now);
  return (
    <Panel title="Timeline">
      <ol className="timeline">
        {steps.map((step, index) => (
          <li
            key={`${step.what} ${step.at} ${step.attempt}`}
            className="timeline-step"
            data-ahead={step.isAhead || undefined}
          >
            <time
              dateTime={step.at}
              title={bothClocks(Date.parse(step.at), VIEWERS_ZONE)}
              className="numbers"
            >
              {index === 0 ? clockTime(Date.parse(step.at)) : timeOfDay(Date.parse(step.at))}
            </time>
            <span className="numbers soft timeline-after">
              {step.afterMs === null ? '' : `+ ${duration(step.afterMs)}`}
            </span>
            <span className="timeline-what">
              <What step={step} execution={execution} now={now} />
            </span>
          </li>
        ))}
        {isInFlight(execution) && execution.startedAt !== null && execution.status === 'running' && (
          <li className="timeline-step">
            <span className="soft">now</span>
            <span className="numbers soft timeline-after">{sinceInWords(steps.at(-1), now)}</span>
            <StatusMark status="running" />
          </li>
        )}
      </ol>
    </Panel>
  );
}

function What({ step, execution, now }: { step: Step; execution: ExecutionInDetail; now: number }) {
  const { triggeredBy, triggerReason, trigger, maxAttempts, instanceId } = execution;
  switch (step.what) {
    case 'slot':
      return 'Slot: it was due';
    case 'trigger':
      return `Triggered (${trigger})${triggeredBy === null ? '' : ` by ${triggeredBy}`}${triggerReason === null ? '' : `: ${triggerReason}`}`;
    case 'claim':
      return `Claimed${instanceId === null ? '' : ` for instance ${instanceId.slice(-8)}`}`;
    case 'start':
      return `Attempt ${step.attempt} of ${maxAttempts} started`;
    case 'retry':
      return step.isAhead
        ? `Attempt ${step.attempt} starts ${fromNow(Date.parse(step.at), now)}`
        : `Attempt ${step.attempt} was due`;
    case 'end':
      return (
        <>
          {step.status !== null && <StatusMark status={step.status} />}
          {step.attempt !== null && <span className="soft"> attempt {step.attempt}</span>}
          {step.error && (
            <span className="timeline-error">
              {' '}
              <span className="code">{step.error.errorClass}</span> {firstLine(step.error.message)}
            </span>
          )}
        </>
      );
  }
}

function sinceInWords(last: Step | undefined, now: number): string {
  return last === undefined
    ? ''
    : `+ ${duration(Math.max(0, Math.floor((now - Date.parse(last.at)) / 1_000) * 1_000))}`;
}
