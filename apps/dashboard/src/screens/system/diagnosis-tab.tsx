import { useQuery } from '@tanstack/react-query';
import { answerOf, type Schemas } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import { AsOf } from '../../parts/as-of.js';
import { FromNow } from '../../parts/values/instant.js';
import { SeverityMark } from '../../parts/values/marks.js';
import { Panel } from '../../parts/panel.js';

/** Is the recorder well: what somebody has to see to about the library itself, and what was looked at. */
export function DiagnosisTab() {
  const api = useApi();
  const query = useQuery({
    queryKey: ['diagnosis'],
    queryFn: ({ signal }) => answerOf(api.GET('/diagnosis', { signal })),
    refetchInterval: 15_000,
  });
  return (
    <Answer query={query} what="the diagnosis">
      {({ items, passed }) => (
        <>
          <Panel title="Needs attention" actions={<AsOf query={query} />}>
            {items.length === 0 ? (
              <p>Nothing: every check has passed.</p>
            ) : (
              <ul className="stack">
                {items.map((item) => (
                  <Finding key={`${item.code} ${item.message}`} {...item} />
                ))}
              </ul>
            )}
          </Panel>
          <Panel title="Passed">
            <dl className="system-checks">
              {passed.map(({ check, message }) => (
                <div key={check}>
                  <dt>{check}</dt>
                  <dd>{message}</dd>
                </div>
              ))}
            </dl>
          </Panel>
        </>
      )}
    </Answer>
  );
}

function Finding({ code, severity, message, remedy, since, dueAt }: Schemas['DiagnosisFinding']) {
  return (
    <li className="system-finding">
      <p className="row">
        <SeverityMark severity={severity} />
        <code className="soft">{code}</code>
        {since !== null && (
          <span className="soft">
            since <FromNow at={since} />
          </span>
        )}
        {dueAt !== null && (
          <strong>
            due <FromNow at={dueAt} />
          </strong>
        )}
      </p>
      <p>{message}</p>
      <p>
        <span className="soft">What to do:</span> {remedy}
      </p>
    </li>
  );
}
