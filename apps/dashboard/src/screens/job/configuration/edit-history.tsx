import { useQuery } from '@tanstack/react-query';
import { answerOf } from '../../../api/client.js';
import { useApi } from '../../../app-context.js';
import { Answer, Empty } from '../../../parts/answer.js';
import { BothClocks } from '../../../parts/values/both-clocks.js';
import { Panel } from '../../../parts/panel.js';
import { FIELD_WORDS, type Field } from './fields.js';
import { optionInWords } from './option-words.js';

interface EditHistoryProps {
  readonly jobName: string;
  readonly zone: string;
  /** Grows with each change. */
  readonly version: number;
}

/** Who changed what, the last change first. */
export function EditHistory({ jobName, zone, version }: EditHistoryProps) {
  const api = useApi();
  const edits = useQuery({
    queryKey: ['edits', jobName, version],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/jobs/{jobName}/config', { params: { path: { jobName } }, signal })),
  });
  return (
    <Panel title="Who changed what">
      <Answer query={edits} what="edits">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nobody has changed anything: the code holds." />
          ) : (
            <ol className="edits">
              {items.map(({ revision, at, by, reason, until, patch }) => (
                <li key={revision}>
                  <p>
                    <strong>{by ?? 'The application'}</strong>{' '}
                    <span className="soft">
                      <BothClocks at={at} zone={zone} />
                    </span>
                    {reason && `: ${reason}`}
                  </p>
                  <ul>
                    {Object.entries(patch).map(([field, value]) => (
                      <li key={field}>
                        {FIELD_WORDS[field as Field] ?? field}{' '}
                        {value === null ? 'back to the code' : `→ ${optionInWords(field, value)}`}
                      </li>
                    ))}
                  </ul>
                  {until && (
                    <p className="soft">
                      Until <BothClocks at={until} zone={zone} />
                    </p>
                  )}
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
    </Panel>
  );
}
