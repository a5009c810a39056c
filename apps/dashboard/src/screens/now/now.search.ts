import { oneOf, someOf, textOf, type Search } from '../../address/search.js';
import { HEALTH_LOOKS, type Health } from '../../theme/states.js';

/** How far back the strip reaches. */
export const ZOOMS = ['1h', '6h', '24h', '7d'] as const;
export type Zoom = (typeof ZOOMS)[number];

/** What a lane of the strip is. */
export const LANES = ['job', 'instance'] as const;
export type LaneKind = (typeof LANES)[number];

/** What the address says of this screen: which part of the strip is shown. */
export interface NowSearch {
  /** Default: `1h`. */
  readonly zoom?: Zoom;
  /** Default: `job`. */
  readonly by?: LaneKind;
  readonly group?: string;
  readonly owner?: string;
  readonly state?: readonly Health[];
  readonly text?: string;
}

const STATES = Object.keys(HEALTH_LOOKS) as Health[];

export function readNowSearch(search: Search): NowSearch {
  const by = oneOf(search.by, ['instance']);
  // nobody keeps count of what each instance did in a week
  const zooms = by === 'instance' ? (['6h', '24h'] as const) : (['6h', '24h', '7d'] as const);
  return {
    zoom: oneOf<Zoom>(search.zoom, zooms),
    by,
    group: textOf(search.group),
    owner: textOf(search.owner),
    state: someOf(search.state, STATES),
    text: textOf(search.text),
  };
}
