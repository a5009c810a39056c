import { useQuery } from '@tanstack/react-query';
import { answerOf, type Schemas } from '../../../api/client.js';
import { POLL_MS } from '../../../api/queries.js';
import { useApi } from '../../../app-context.js';
import { Answer } from '../../../parts/answer.js';
import { BothClocks, OwnClock } from '../../../parts/values/both-clocks.js';
import { StatusMark } from '../../../parts/values/marks.js';
import { STATUS_LOOKS, type Status } from '../../../theme/states.js';
import { useChangeSearch } from '../use-job-search.js';
import { Evidence } from './evidence.js';

/** What is not the last word on a slot. */
const PASSING: readonly Schemas['Explanation']['outcome'][] = ['pending', 'running', 'upcoming', 'undecided'];

interface WhyAnswerProps {
  readonly jobName: string;
  readonly zone: string;
  readonly at: string;
  /** What is known of the slot: when that changes, the answer does. */
  readonly state: string | null;
}

/** Why something did or did not run at an instant: what is said, what it rests on, and what happens next. */
export function WhyAnswer({ jobName, zone, at, state }: WhyAnswerProps) {
  const api = useApi();
  const why = useQuery({
    queryKey: ['why', jobName, at, state],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/jobs/{jobName}/why', { params: { path: { jobName }, query: { at } }, signal })),
    refetchInterval: ({ state: { data } }) => data !== undefined && PASSING.includes(data.outcome) && POLL_MS,
  });
  return (
    <Answer query={why} what="the answer">
      {(said) => (
        <div className="stack why">
          <p className="why-sentence">
            {isStatus(said.outcome) && <StatusMark status={said.outcome} />} {said.sentence}
          </p>
          <p className="soft">
            Cause: <code>{said.cause}</code>
          </p>
          {said.evidence.length > 0 && (
            <ul className="evidence" aria-label="Evidence">
              {said.evidence.map((line) => (
                <Evidence key={`${line.kind} ${line.from} ${line.text}`} line={line} />
              ))}
            </ul>
          )}
          {said.slot === null && <Nearest nearest={said.nearest} zone={zone} />}
          <p>
            <strong>Next:</strong> {said.next.text} {said.next.at && <OwnClock from={said.next.at} />}
          </p>
        </div>
      )}
    </Answer>
  );
}

function isStatus(outcome: Schemas['Explanation']['outcome']): outcome is Status {
  return outcome in STATUS_LOOKS;
}

/** The slots around an instant at which none is due: each can be asked about. */
function Nearest({
  nearest: { before, after },
  zone,
}: {
  nearest: Schemas['Explanation']['nearest'];
  zone: string;
}) {
  const change = useChangeSearch();
  return (
    <ul className="row" aria-label="Slots around it">
      {[before, after]
        .filter((slot) => slot !== null)
        .map((slot) => (
          <li key={slot}>
            <button type="button" className="button button-quiet" onClick={() => change({ at: slot })}>
              Why <BothClocks at={slot} zone={zone} />?
            </button>
          </li>
        ))}
    </ul>
  );
}
