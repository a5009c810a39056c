import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.js';
import { FromNow } from '../../parts/values/instant.js';
import { Panel } from '../../parts/panel.js';
import { count } from '../../time/words.js';
import { generationInWords } from './instance-words.js';

/** Which definitions run where: more than one set is a deployment under way, or instances that differ. */
export function GenerationsPanel({ report: { generations, items } }: { report: Schemas['InstancesReport'] }) {
  if (generations.length === 0) return null;
  const isOnly = generations.length === 1;
  return (
    <Panel title="Definitions">
      {!isOnly && (
        <p className="notice notice-warning">
          Instances run {generations.length} different sets of definitions: a deployment is under way, or they
          are configured differently.
        </p>
      )}
      <ul className="stack">
        {generations.map((generation) => (
          <li key={generation.id}>
            <strong>{generation.release ?? 'Unnamed release'}</strong>, {many(generation.jobs, 'job')}, on{' '}
            {items
              .filter(({ generationId, endedAt }) => generationId === generation.id && endedAt === null)
              .map(({ host, pid }) => `${host} (${pid})`)
              .join(', ') || many(generation.instances, 'instance')}
            , since <FromNow at={generation.beganAt} />. {generationInWords(generation, isOnly)}
            {generation.lacks.length > 0 && <Lacking names={generation.lacks} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function many(of: number, what: string): string {
  return `${count(of)} ${what}${of === 1 ? '' : 's'}`;
}

function Lacking({ names }: { names: readonly string[] }) {
  return (
    <ul className="row system-names" aria-label="Jobs that it does not know">
      {names.map((jobName) => (
        <li key={jobName}>
          <Link to="/jobs/$jobName" params={{ jobName }}>
            {jobName}
          </Link>
        </li>
      ))}
    </ul>
  );
}
