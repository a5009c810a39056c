import { Link } from '@tanstack/react-router';
import { CopyButton } from '../../parts/values/copy-button.js';
import { Panel } from '../../parts/panel.js';
import type { ExecutionInDetail } from './execution.queries.js';
import { framesOf } from './frames.js';
import { isInFlight } from './verdict.js';

type ExecutionError = NonNullable<ExecutionInDetail['error']>;

/** What it failed by: the error, what caused it, and where. Of what goes on, what its last attempt failed by. */
export function ErrorPanel({ execution }: { execution: ExecutionInDetail }) {
  const last = execution.failedAttempts.at(-1);
  const error = execution.error ?? (isInFlight(execution) ? (last?.error ?? null) : null);
  if (error === null) return null;
  return (
    <Panel
      title={execution.error ? 'Error' : `Error of attempt ${last?.attempt}`}
      actions={<CopyButton what="error" text={() => inText(error)} />}
    >
      <div className="execution-error">
        <p className="execution-error-class code">
          {error.errorClass}
          {error.code !== null && <span className="badge">{error.code}</span>}
        </p>
        <p className="execution-error-message">{error.message}</p>
        {error.causes.map(({ errorClass, message }, index) => (
          <p
            key={`${index} ${errorClass}`}
            className="execution-cause"
            style={{ marginInlineStart: `${Math.min(index + 1, 6)}rem` }}
          >
            <span className="soft">caused by</span> <span className="code">{errorClass}</span>{' '}
            <span className="execution-error-message">{message}</span>
          </p>
        ))}
        <Stack error={error} />
        {error.fingerprint !== '' && (
          <p className="soft">
            Fingerprint{' '}
            <Link to="/failures" search={{ fingerprint: error.fingerprint }} className="code">
              {error.fingerprint}
            </Link>
            {' · '}
            <Link to="/executions" search={{ fingerprint: error.fingerprint }}>
              its executions
            </Link>
          </p>
        )}
      </div>
    </Panel>
  );
}

/** The application's own frames; the rest is one press away. */
function Stack({ error }: { error: ExecutionError }) {
  const { own, all } = framesOf(error.stack);
  if (all.length === 0) return null;
  const foreign = all.length - own.length;
  return (
    <>
      {own.length > 0 && <FrameList name="Own frames" frames={own} />}
      {(foreign > 0 || own.length === 0) && (
        <details>
          <summary>
            All {all.length} frames, {foreign} of Node and packages
          </summary>
          <FrameList name="All frames" frames={all} />
        </details>
      )}
    </>
  );
}

function FrameList({ name, frames }: { name: string; frames: readonly string[] }) {
  return (
    <pre className="execution-frames" tabIndex={0} role="region" aria-label={name}>
      {frames.map((frame) => `at ${frame}`).join('\n')}
    </pre>
  );
}

function inText({ errorClass, message, causes, stack }: ExecutionError): string {
  const chain = causes.map((cause) => `caused by ${cause.errorClass}: ${cause.message}`);
  return [
    `${errorClass}: ${message}`,
    ...chain,
    ...framesOf(stack).all.map((frame) => `    at ${frame}`),
  ].join('\n');
}
