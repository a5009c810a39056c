import type uPlot from 'uplot';

/** An instant that is marked across a chart. What happened then should stand in words beside the chart. */
export interface ChartMark {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** A custom property of `tokens.css`. */
  readonly colour: string;
}

/** Draws a dashed line at each mark, behind the values. */
export function drawMarks(marks: readonly ChartMark[], styleOf: (property: string) => string) {
  return ({ ctx, bbox, valToPos }: uPlot): void => {
    ctx.save();
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    for (const { at, colour } of marks) {
      const x = Math.round(valToPos(at / 1_000, 'x', true));
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.strokeStyle = styleOf(colour);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  };
}
