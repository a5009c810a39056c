import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useThemeChange } from '../../theme/theme-change.js';
import { VIEWERS_ZONE } from '../../time/words.js';
import './chart.css';
import { optionsOf, type ChartMark, type ChartSeries } from './chart-options.js';
import { ChartTable } from './chart-table.js';
import { bucketTime } from './chart-time.js';

interface ChartProps {
  /** What it shows, for who can't see it; its numbers stand in a table below. */
  readonly label: string;
  /** Instants, milliseconds since the epoch, rising, evenly apart. */
  readonly instants: readonly number[];
  readonly series: readonly ChartSeries[];
  /** How values are written at the axis, under the cursor and in the table. */
  readonly format: (value: number) => string;
  /** Pixels. Default: 220. */
  readonly height?: number;
  /** IANA name. Default: the viewer's zone. */
  readonly zone?: string;
  readonly marks?: readonly ChartMark[];
  /** Called with what was chosen by dragging; milliseconds since the epoch. */
  readonly onChoose?: (from: number, to: number) => void;
}

const NO_MARKS: readonly ChartMark[] = [];
const zonedBy = (zone: string) => (seconds: number) => uPlot.tzDate(new Date(seconds * 1_000), zone);

/** Values over time on a canvas, and the same as a table. Loaded by the screens that draw one. */
export function Chart(props: ChartProps) {
  const { label, instants, series, format, zone = VIEWERS_ZONE, marks = NO_MARKS } = props;
  const [pointed, setPointed] = useState<number | null>(null);
  const bucketMs = instants.length > 1 ? instants[1] - instants[0] : 0;
  const timeOf = (index: number) => bucketTime(instants[index], bucketMs, zone);
  return (
    <figure className="chart">
      <Canvas {...props} zone={zone} marks={marks} onPoint={setPointed} />
      <figcaption className="chart-legend">
        <ul className="row">
          {series.map(({ name, colour, dashed, values }) => (
            <li key={name} className="chart-key">
              <span
                className="chart-swatch"
                data-dashed={dashed || undefined}
                style={{ borderColor: `var(${colour})` }}
                aria-hidden="true"
              />
              {name}
              {pointed !== null && <strong className="numbers">{written(values[pointed], format)}</strong>}
            </li>
          ))}
        </ul>
        <span className="soft numbers" aria-hidden="true">
          {pointed !== null && pointed < instants.length ? timeOf(pointed) : ''}
        </span>
      </figcaption>
      <ChartTable label={label} count={instants.length} timeOf={timeOf} series={series} format={format} />
    </figure>
  );
}

type CanvasProps = ChartProps & {
  readonly zone: string;
  readonly marks: readonly ChartMark[];
  readonly onPoint: (index: number | null) => void;
};

function Canvas({
  label,
  instants,
  series,
  format,
  height = 220,
  zone,
  marks,
  onChoose,
  onPoint,
}: CanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot | null>(null);
  const theme = useThemeChange();
  const latest = useRef({ format, onChoose, onPoint });
  useEffect(() => {
    latest.current = { format, onChoose, onPoint };
  });
  const data = useMemo(
    () =>
      [
        instants.map((instant) => instant / 1_000),
        ...series.map(({ values }) => [...values]),
      ] as uPlot.AlignedData,
    [instants, series],
  );
  const looks = JSON.stringify(
    series.map(({ name, colour, kind, band, dashed }) => ({ name, colour, kind, band, dashed })),
  );
  const canChoose = onChoose !== undefined;
  useEffect(() => {
    const element = place.current!;
    const options = optionsOf({
      series: JSON.parse(looks) as Omit<ChartSeries, 'values'>[],
      marks,
      format: (value) => latest.current.format(value),
      zone,
      height,
      width: element.clientWidth,
      styleOf,
      zoned: zonedBy(zone),
      bars: uPlot.paths.bars!({ size: [0.7, 40] }),
      ...(canChoose && { onChoose: (from: number, to: number) => latest.current.onChoose?.(from, to) }),
      onPoint: (index) => latest.current.onPoint(index),
    });
    const chart = new uPlot(options, data, element);
    drawn.current = chart;
    const resized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    return () => {
      drawn.current = null;
      resized.disconnect();
      chart.destroy();
    };
    // new values are set below, without drawing everything anew
  }, [looks, marks, zone, height, canChoose, theme]);
  useEffect(() => {
    drawn.current?.setData(data);
  }, [data]);
  return <div ref={place} className="chart-canvas" role="img" aria-label={label} />;
}

function written(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? '–' : format(value);
}

function styleOf(property: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(property).trim();
}
