import type uPlot from 'uplot';

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
}

/** Something that happened, drawn as a line from top to bottom. What it was should stand in words beside the chart. */
export interface ChartMark {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
}

interface Drawing {
  readonly series: readonly ChartSeries[];
  readonly marks: readonly ChartMark[];
  readonly format: (value: number) => string;
  readonly width: number;
  readonly height: number;
  readonly styleOf: (property: string) => string;
  readonly onChoose?: (from: number, to: number) => void;
}

export function optionsOf({
  series,
  marks,
  format,
  width,
  height,
  styleOf,
  onChoose,
}: Drawing): Omit<uPlot.Options, 'bands'> {
  const axis = {
    stroke: styleOf('--ink-soft'),
    grid: { stroke: styleOf('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    legend: { live: true },
    cursor: { drag: { x: onChoose !== undefined, y: false, setScale: false } },
    hooks: {
      drawAxes: [(chart) => drawMarks(chart, marks, styleOf('--accent'))],
      setSelect: [
        (chart) => {
          const { left, width } = chart.select;
          if (width < 4) return;
          onChoose?.(chart.posToVal(left, 'x') * 1_000, chart.posToVal(left + width, 'x') * 1_000);
        },
      ],
    },
    axes: [axis, { ...axis, size: 64, values: (_, values) => values.map(format) }],
    series: [
      {},
      ...series.map(({ name, colour, kind }) => ({
        label: name,
        stroke: styleOf(colour),
        width: 1.5,
        ...(kind === 'bars' && { fill: styleOf(colour), points: { show: false } }),
        value: (_: uPlot, value: number | null) => (value === null ? '–' : format(value)),
      })),
    ],
  };
}

/** What lies between two lines of a chart. */
export function bandOf(series: readonly ChartSeries[]): uPlot.Band[] {
  return series.flatMap(({ band }, index) =>
    band ? [{ series: [index + 1, index] as [number, number] }] : [],
  );
}

function drawMarks({ ctx, bbox, valToPos }: uPlot, marks: readonly ChartMark[], colour: string): void {
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.setLineDash([2, 3]);
  for (const { at } of marks) {
    const x = Math.round(valToPos(at / 1_000, 'x', true)) + 0.5;
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
