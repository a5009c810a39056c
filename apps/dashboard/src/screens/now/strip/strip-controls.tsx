import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { JobStatus } from '../../../api/queries.js';
import { ChoiceField } from '../../../parts/fields/choice-field.js';
import { FilterField } from '../../../parts/fields/filter-field.js';
import { Filters } from '../../../parts/fields/filters.js';
import { namesOf } from '../../../parts/fields/known-names.js';
import { HEALTH_LOOKS, type Health } from '../../../theme/states.js';
import { LANES, ZOOMS, type NowSearch } from '../now.search.js';

const LANE_WORDS = { job: 'By job', instance: 'By instance' } as const;
const ZOOM_WORDS = { '1h': '1 h', '6h': '6 h', '24h': '24 h', '7d': '7 d' } as const;
const STATES = Object.fromEntries(
  Object.entries(HEALTH_LOOKS).map(([health, { word }]) => [health, word]),
) as Record<Health, string>;

/** Which part of the strip is shown: all of it is in the address. */
export function StripControls({ search, jobs }: { search: NowSearch; jobs: readonly JobStatus[] }) {
  const navigate = useNavigate({ from: '/' });
  const { by } = search;
  const { groups, owners } = useMemo(() => namesOf(jobs), [jobs]);
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
      <Filters label="The timeline">
        <FilterField
          label="Text"
          placeholder="In name, group, tag"
          value={search.text}
          onChange={(text) => set({ text })}
        />
        <ChoiceField
          label="Group"
          none="Any"
          value={search.group}
          choices={groups}
          onChange={(group) => set({ group })}
        />
        <ChoiceField
          label="Owner"
          none="Any"
          value={search.owner}
          choices={owners}
          onChange={(owner) => set({ owner })}
        />
        <ChoiceField
          label="State"
          none="Any"
          value={search.state?.[0]}
          choices={STATES}
          onChange={(state) => set({ state: state && [state] })}
        />
      </Filters>
    </div>
  );
}

/** They all lead to this screen: where one is, only the search says. */
const THIS_VERY = { exact: true, includeSearch: true } as const;
