import { Link, useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { JobStatus } from '../../../api/queries.js';
import { HealthMark } from '../../../parts/marks.js';
import { useNow } from '../../../time/now.js';
import type { Zoom } from '../now.search.js';
import { Lane } from './lane.js';
import { laneItems, type LaneItem } from './lane-items.js';
import { StripAxis } from './strip-axis.js';
import { StripTip } from './strip-tip.js';
import { stripWindow, xOf } from './strip-window.js';
import { itemWords } from './strip-words.js';
import type { LaidLanes } from './use-lanes.js';
import { usePaints } from './use-paints.js';
import { useWidth } from './use-width.js';

const LANE_HEIGHT = 26;
/** The name stands above its lane where there is little room. */
const NARROW = { below: 640, name: 22 };
const NAME_WIDTH = 224;

interface StripLanesProps {
  /** Ids of the lanes, in their order. */
  readonly ids: readonly string[];
  readonly zoom: Zoom;
  readonly laid: LaidLanes;
  /** By name; none where lanes are instances. */
  readonly jobs: ReadonlyMap<string, JobStatus>;
  readonly onSeen: (first: number, last: number) => void;
}

/** The lanes in sight, one below the other, and what is pointed at. */
export function StripLanes({ ids, zoom, laid, jobs, onSeen }: StripLanesProps) {
  const navigate = useNavigate();
  const now = useNow();
  const paints = usePaints();
  const box = useRef<HTMLDivElement>(null);
  const whole = useWidth(box);
  const isNarrow = whole < NARROW.below;
  const nameWidth = isNarrow ? 0 : NAME_WIDTH;
  const { from, to } = stripWindow(zoom, now);
  const width = Math.max(0, whole - nameWidth);
  const scale = useMemo(() => ({ from, to, width }), [from, to, width]);
  const rowHeight = LANE_HEIGHT + (isNarrow ? NARROW.name : 0);
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  });
  useEffect(() => rows.measure(), [rows, rowHeight]);
  const shown = rows.getVirtualItems();
  const [first, last] = [shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0];
  useEffect(() => onSeen(first, last), [first, last, onSeen]);

  const [stop, setStop] = useState(0);
  const [pointed, setPointed] = useState<{ lane: number; item: LaneItem; x: number; keys: boolean } | null>(
    null,
  );
  const goTo = (lane: number) => {
    const next = Math.min(Math.max(lane, 0), ids.length - 1);
    setStop(next);
    rows.scrollToIndex(next);
    // it may have to be drawn first
    window.requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(`[data-nth="${next}"] .lane`)?.focus(),
    );
  };
  const open = (id: string, item: LaneItem | null) => {
    if (item?.kind === 'execution') void navigate({ to: '/executions/$id', params: { id: item.id } });
    else if (jobs.has(id)) void navigate({ to: '/jobs/$jobName', params: { jobName: id } });
  };
  const tip = pointed && shown.find(({ index }) => index === pointed.lane);
  const words = pointed
    ? itemWords(pointed.item, now, laid.lanes.get(ids[pointed.lane])?.lane.expected ?? null)
    : [];
  return (
    <div className="strip">
      <div className="strip-head" style={{ paddingLeft: nameWidth }}>
        <StripAxis scale={scale} now={now} />
      </div>
      <div ref={box} className="strip-box">
        <div className="strip-rows" style={{ height: rows.getTotalSize() }}>
          <div className="strip-now" style={{ left: nameWidth + xOf(now, scale) }} aria-hidden="true" />
          {shown.map(({ index, start }) => {
            const id = ids[index];
            const job = jobs.get(id);
            const one = laid.lanes.get(id);
            const items = laneItems({ lane: one?.lane, laidAt: one?.at ?? now, job, now, until: to });
            return (
              <div
                key={id}
                className={isNarrow ? 'strip-row strip-row-narrow' : 'strip-row'}
                data-nth={index}
                style={{ transform: `translateY(${start}px)`, height: rowHeight }}
              >
                <LaneName
                  id={id}
                  name={one?.lane.name ?? id}
                  job={job}
                  width={isNarrow ? whole : nameWidth}
                />
                <Lane
                  name={one?.lane.name ?? id}
                  items={items}
                  expected={one?.lane.expected ?? null}
                  scale={scale}
                  now={now}
                  height={LANE_HEIGHT}
                  paints={paints}
                  pointed={pointed?.lane === index ? sameItem(items, pointed.item) : null}
                  isStop={index === Math.min(stop, ids.length - 1)}
                  onPoint={(item, x, by) => {
                    if (by === 'keys') setStop(index);
                    setPointed(item && { lane: index, item, x, keys: by === 'keys' });
                  }}
                  onOpen={(item) => open(id, item)}
                  onMove={(step) => goTo(index + step)}
                />
              </div>
            );
          })}
          {pointed && tip && (
            <StripTip words={words} x={nameWidth + pointed.x} y={tip.start + rowHeight + 4} width={whole} />
          )}
        </div>
      </div>
      <p className="unseen" aria-live="polite">
        {pointed?.keys ? words.join('. ') : ''}
      </p>
    </div>
  );
}

function LaneName({
  id,
  name,
  job,
  width,
}: {
  id: string;
  name: string;
  job: JobStatus | undefined;
  width: number;
}) {
  return (
    <span className="lane-name" title={name} style={{ width }}>
      {job ? (
        <>
          <HealthMark health={job.health} short />
          <Link to="/jobs/$jobName" params={{ jobName: id }}>
            {name}
          </Link>
        </>
      ) : (
        name
      )}
    </span>
  );
}

/** Items are made anew with each answer: the one that is what the other was. */
function sameItem(items: readonly LaneItem[], item: LaneItem): LaneItem | null {
  const same = (one: LaneItem) =>
    one.kind === 'execution' && item.kind === 'execution'
      ? one.id === item.id
      : one.kind === item.kind && one.from === item.from;
  return items.find(same) ?? null;
}
