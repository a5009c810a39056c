import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { bandOf, optionsOf, type ChartMark, type ChartSeries } from './chart-options.js';

interface ChartProps {
  /** What it shows, for who can't see it; the numbers should stand in a table or in words beside it. */
  readonly label: string;
  /** Instants, milliseconds since the epoch, rising. */
  readonly instants: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly marks?: readonly ChartMark[];
  /** How values are written at the axis and under the cursor. */
  readonly format: (value: number) => string;
  /** Pixels. Default: 200. */
  readonly height?: number;
  /** Called with what was chosen by dragging; milliseconds since the epoch. */
  readonly onChoose?: (from: number, to: number) => void;
}

const NO_MARKS: readonly ChartMark[] = [];

/** Values over time on a canvas. Loaded by the screens that draw one. */
export function Chart({
  label,
  instants,
  series,
  marks = NO_MARKS,
  format,
  height = 200,
  onChoose,
}: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current!;
    const options = optionsOf({
      series,
      marks,
      format,
      height,
      width: element.clientWidth,
      styleOf,
      onChoose,
    });
    const data = [instants.map((instant) => instant / 1_000), ...series.map(({ values }) => [...values])];
    const chart = new uPlot({ ...options, bands: bandOf(series) }, data as uPlot.AlignedData, element);
    const resized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      chart.destroy();
    };
  }, [instants, series, marks, format, height, onChoose]);
  return <div ref={place} className="chart" role="img" aria-label={label} />;
}

/** A canvas takes no custom properties: what they come to in the theme that holds now. */
function styleOf(property: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(property).trim();
}
