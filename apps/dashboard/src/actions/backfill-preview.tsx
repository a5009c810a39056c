import { useQuery } from '@tanstack/react-query';
import { answerOf } from '../api/client.js';
import { useApi } from '../app-context.js';
import { Answer } from '../parts/answer.js';
import { BothClocks } from '../parts/values/both-clocks.js';
import { count } from '../time/words.js';
import {
  isInOneLedger,
  previewOf,
  windowOf,
  type BackfillPreview as Preview,
  type BackfillRange,
} from './backfill-range.js';

/** As many due times as the API gives at once. */
const MOST = 500;

interface BackfillPreviewProps extends BackfillRange {
  readonly jobName: string;
  readonly zone: string;
  /** How many slots are allowed. */
  readonly limit: number;
}

/** Which slots a backfill would run, and what became of them at their time. */
export function BackfillPreview({ jobName, zone, limit, from, to }: BackfillPreviewProps) {
  const api = useApi();
  const preview = useQuery({
    queryKey: ['backfill-preview', jobName, from, to],
    queryFn: async ({ signal }) => {
      const query = { ...windowOf({ from, to }), limit: MOST };
      const asked = { params: { path: { jobName }, query }, signal };
      const [fires, ledger] = await Promise.all([
        answerOf(api.GET('/jobs/{jobName}/fires', asked)),
        isInOneLedger({ from, to }) ? answerOf(api.GET('/jobs/{jobName}/slots', asked)) : null,
      ]);
      return previewOf(fires, ledger);
    },
  });
  return (
    <Answer query={preview} what="the slots of this range">
      {(found) => (
        <div className="notice" role="status">
          <p>{slotsInWords(found)}</p>
          {found.first !== null && (
            <p>
              From <BothClocks at={found.first} zone={zone} />
            </p>
          )}
          {found.last !== null && !found.more && (
            <p>
              to <BothClocks at={found.last} zone={zone} />
            </p>
          )}
          {found.outcomes && found.count > 0 && <p>{outcomesInWords(found.outcomes)}</p>}
          {found.count > limit && <p className="field-problem">That is more than the limit allows.</p>}
        </div>
      )}
    </Answer>
  );
}

function slotsInWords({ count: many, more }: Preview): string {
  if (more) return `More than ${count(many)} slots.`;
  if (many === 0) return 'No slot lies in this range.';
  return many === 1 ? 'One slot.' : `${count(many)} slots, run one after another.`;
}

function outcomesInWords(outcomes: NonNullable<Preview['outcomes']>): string {
  const said = outcomes.map(({ outcome, count: many }) => `${count(many)} ${outcome.replace('_', ' ')}`);
  return `At their time: ${said.join(', ')}. They run again, whatever became of them.`;
}
