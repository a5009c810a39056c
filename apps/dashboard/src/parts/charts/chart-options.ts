import type uPlot from 'uplot';
import { axisTime } from './chart-time.js';

/** One line of a chart. */
export interface ChartSeries {
  readonly name: string;
  /** A custom property of `tokens.css`, such as `--state-failed`. */
  readonly colour: string;
  /** One for each instant; null where there is none. */
  readonly values: readonly (number | null)[];
  /** `bars` for counts. Default: `line`. */
  readonly kind?: 'line' | 'bars';
  /** Fills what lies between this line and the one before it. */
  readonly band?: boolean;
  /** For what is only there to be compared with. */
  readonly dashed?: boolean;
}

/** Something that happened, drawn as a line from top to bottom. */
export interface ChartMark {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
}

/** How a chart is drawn: all that is not its values. */
export interface Drawing {
  readonly series: readonly Omit<ChartSeries, 'values'>[];
  readonly marks: readonly ChartMark[];
  readonly format: (value: number) => string;
  /** IANA name: by whose clock the axis is. */
  readonly zone: string;
  readonly width: number;
  readonly height: number;
  /** What a custom property comes to in the theme that holds: a canvas takes none. */
  readonly styleOf: (property: string) => string;
  readonly zoned: (seconds: number) => Date;
  readonly bars: uPlot.Series.PathBuilder;
  readonly onChoose?: (from: number, to: number) => void;
  /** Which of the instants is pointed at; null for none. */
  readonly onPoint: (index: number | null) => void;
}

/** Counts have no fractions. */
const WHOLE_STEPS = Array.from({ length: 13 }, (_, power) =>
  [1, 2, 5].map((step) => step * 10 ** power),
).flat();

const FONT = '12px system-ui, sans-serif';

export function optionsOf(drawing: Drawing): uPlot.Options {
  const { series, format, zone, width, height, styleOf, zoned, onChoose } = drawing;
  const axis: uPlot.Axis = {
    font: FONT,
    stroke: styleOf('--ink-soft'),
    grid: { stroke: styleOf('--line'), width: 1 },
    ticks: { show: false },
  };
  const times = (_: uPlot, splits: number[], __: number, ___: number, step: number) =>
    splits.map((at) => axisTime(at * 1_000, step * 1_000, zone));
  return {
    width,
    height,
    tzDate: zoned,
    legend: { show: false },
    cursor: {
      drag: { x: onChoose !== undefined, y: false, setScale: false },
      points: { size: 7 },
    },
    scales: { y: { range: (_, __, most) => [0, most > 0 ? most * 1.08 : 1] } },
    hooks: hooksOf(drawing),
    axes: [
      { ...axis, values: times, space: 64 },
      {
        ...axis,
        size: 68,
        space: 36,
        values: (_, values) => values.map(format),
        ...(series.some(({ kind }) => kind === 'bars') && { incrs: WHOLE_STEPS }),
      },
    ],
    series: [{}, ...series.map((one) => lineOf(one, drawing))],
    bands: series.flatMap(({ band, colour }, index) =>
      band ? [{ series: [index + 1, index] as [number, number], fill: pale(styleOf(colour)) }] : [],
    ),
  };
}

function lineOf({ name, colour, kind, dashed }: Omit<ChartSeries, 'values'>, drawing: Drawing): uPlot.Series {
  const stroke = drawing.styleOf(colour);
  if (kind === 'bars') {
    return { label: name, stroke, fill: stroke, width: 0, paths: drawing.bars, points: { show: false } };
  }
  return {
    label: name,
    stroke,
    width: 1.75,
    ...(dashed && { dash: [4, 4] }),
    // a value between two gaps would not be seen otherwise
    points: { size: 4, fill: stroke, filter: lonely },
  };
}

/** Values without one on either side: a line can't show them. */
function lonely(chart: uPlot, seriesIndex: number): number[] | null {
  const values = chart.data[seriesIndex];
  const alone = (at: number) => values[at - 1] == null && values[at + 1] == null;
  return [...values].flatMap((value, at) => (value != null && alone(at) ? [at] : []));
}

function hooksOf({ marks, styleOf, onChoose, onPoint }: Drawing): uPlot.Hooks.Arrays {
  return {
    setSelect: [
      (chart) => {
        const { left, width } = chart.select;
        if (width < 4 || !onChoose) return;
        onChoose(chart.posToVal(left, 'x') * 1_000, chart.posToVal(left + width, 'x') * 1_000);
        chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      },
    ],
    setCursor: [(chart) => onPoint(chart.cursor.idx ?? null)],
    draw: [(chart) => drawMarks(chart, marks, styleOf('--accent'))],
  };
}

function drawMarks(
  { ctx, bbox, scales, valToPos }: uPlot,
  marks: readonly ChartMark[],
  colour: string,
): void {
  const { min, max } = scales.x;
  if (min == null || max == null) return;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
  for (const { at } of marks.filter(({ at }) => at / 1_000 >= min && at / 1_000 <= max)) {
    const x = Math.round(valToPos(at / 1_000, 'x', true)) + 0.5;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

/** The colours of the tokens are written as `#rrggbb`. */
function pale(colour: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? `${colour}2e` : 'transparent';
}
