import { Link, useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import type { JobStatus } from '../../../api/queries.js';
import { HEALTH_LOOKS, type Health } from '../../../theme/states.js';
import { LANES, ZOOMS, type NowSearch } from '../now.search.js';

const LANE_WORDS = { job: 'By job', instance: 'By instance' } as const;
const ZOOM_WORDS = { '1h': '1 h', '6h': '6 h', '24h': '24 h', '7d': '7 d' } as const;
const STATES = Object.entries(HEALTH_LOOKS) as [Health, (typeof HEALTH_LOOKS)[Health]][];

/** Which part of the strip is shown: all of it is in the address. */
export function StripControls({ search, jobs }: { search: NowSearch; jobs: readonly JobStatus[] }) {
  const navigate = useNavigate({ from: '/' });
  const { by } = search;
  const zooms = ZOOMS.filter((one) => by === undefined || one !== '7d');
  const set = (change: Partial<NowSearch>) =>
    void navigate({ search: { ...search, ...change }, replace: 'text' in change, resetScroll: false });
  return (
    <div className="strip-controls">
      <nav className="row" aria-label="How far back">
        {zooms.map((one) => (
          <Link
            key={one}
            to="/"
            search={{ ...search, zoom: one === '1h' ? undefined : one }}
            className="strip-choice"
            activeOptions={THIS_VERY}
            resetScroll={false}
          >
            {ZOOM_WORDS[one]}
          </Link>
        ))}
      </nav>
      <nav className="row" aria-label="Lanes">
        {LANES.map((one) => (
          <Link
            key={one}
            to="/"
            search={{ ...search, by: one === 'job' ? undefined : one }}
            className="strip-choice"
            activeOptions={THIS_VERY}
            resetScroll={false}
          >
            {LANE_WORDS[one]}
          </Link>
        ))}
      </nav>
      <Choice
        label="Group"
        value={search.group}
        of={namesOf(jobs, 'group')}
        onChange={(group) => set({ group })}
      />
      <Choice
        label="Owner"
        value={search.owner}
        of={namesOf(jobs, 'owner')}
        onChange={(owner) => set({ owner })}
      />
      <Choice
        label="State"
        value={search.state?.[0]}
        of={STATES.map(([health, { word }]) => [health, word])}
        onChange={(state) => set({ state: state === undefined ? undefined : [state as Health] })}
      />
      <input
        className="input strip-text"
        type="search"
        aria-label="Jobs whose name, group, owner or tags have"
        placeholder="Name or tag"
        value={search.text ?? ''}
        onChange={(event) => set({ text: event.target.value || undefined })}
      />
    </div>
  );
}

/** They all lead to this screen: where one is, only the search says. */
const THIS_VERY = { exact: true, includeSearch: true } as const;

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly of: readonly (readonly [value: string, word: string])[];
  readonly onChange: (value: string | undefined) => void;
}

function Choice({ label, value, of, onChange }: ChoiceProps) {
  const id = useId();
  if (of.length === 0 && value === undefined) return null;
  // what the address asks for may be gone
  const all =
    value === undefined || of.some(([one]) => one === value) ? of : [...of, [value, value] as const];
  return (
    <span className="strip-select">
      <label htmlFor={id} className="unseen">
        {label}
      </label>
      <select
        id={id}
        className="select"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      >
        <option value="">{label}: all</option>
        {all.map(([one, word]) => (
          <option key={one} value={one}>
            {word}
          </option>
        ))}
      </select>
    </span>
  );
}

function namesOf(jobs: readonly JobStatus[], field: 'group' | 'owner'): (readonly [string, string])[] {
  const names = new Set(jobs.flatMap((job) => job[field] ?? []));
  return [...names].sort().map((name) => [name, name]);
}
