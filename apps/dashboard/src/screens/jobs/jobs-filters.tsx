import { AddressField } from '../../parts/fields/address-field.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { count } from '../../time/words.js';
import { HEALTH_LOOKS, type Health } from '../../theme/states.js';
import type { JobStatus } from '../../api/queries.js';
import { choicesOf, countsByHealth } from './job-filter.js';
import { HEALTHS, type JobsSearch } from './jobs.search.js';

interface JobsFiltersProps {
  readonly jobs: readonly JobStatus[];
  readonly search: JobsSearch;
  readonly change: (change: Partial<JobsSearch>, how?: 'as typed') => void;
}

const FLAGS = [
  ['paused', 'Paused'],
  ['overridden', 'Overridden'],
  ['system', 'System jobs too'],
] as const;

/** Which jobs: all of it stands in the address. */
export function JobsFilters({ jobs, search, change }: JobsFiltersProps) {
  const { groups, owners, tags } = choicesOf(jobs);
  const counts = countsByHealth(jobs, search);
  const toggle = (health: Health) => {
    const chosen = search.health ?? [];
    const next = chosen.includes(health) ? chosen.filter((one) => one !== health) : [...chosen, health];
    change({ health: next.length > 0 ? next : undefined });
  };
  return (
    <form className="jobs-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <AddressField
        label="Text"
        placeholder="Name, group, owner, tag"
        value={search.search}
        onChange={(text) => change({ search: text }, 'as typed')}
      />
      <ChoiceField
        label="Group"
        value={search.group}
        choices={groups}
        onChange={(group) => change({ group })}
      />
      <ChoiceField
        label="Owner"
        value={search.owner}
        choices={owners}
        onChange={(owner) => change({ owner })}
      />
      <ChoiceField label="Tag" value={search.tag} choices={tags} onChange={(tag) => change({ tag })} />
      <div className="jobs-healths" role="group" aria-label="State">
        {HEALTHS.filter((health) => counts.has(health) || search.health?.includes(health)).map((health) => (
          <button
            key={health}
            type="button"
            className="button jobs-health-choice"
            aria-pressed={search.health?.includes(health) ?? false}
            onClick={() => toggle(health)}
          >
            <span className="mark-glyph" style={{ color: HEALTH_LOOKS[health].colour }} aria-hidden="true">
              {HEALTH_LOOKS[health].glyph}
            </span>
            {HEALTH_LOOKS[health].word} {count(counts.get(health) ?? 0)}
          </button>
        ))}
      </div>
      <div className="row">
        {FLAGS.map(([name, label]) => (
          <label key={name} className="jobs-flag">
            <input
              type="checkbox"
              checked={search[name] === true}
              onChange={({ target }) => change({ [name]: target.checked || undefined })}
            />
            {label}
          </label>
        ))}
      </div>
    </form>
  );
}
