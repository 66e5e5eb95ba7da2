import { texts } from '../i18n';

export type Shape = 'items' | 'lines';

const BARS: Record<Shape, number> = { items: 9, lines: 3 };

/** As much room as what is being loaded will take, so that nothing moves when it comes. */
export function Skeleton({ shape }: { shape: Shape }) {
  return (
    <div>
      <p role="status" class="visually-hidden">
        {texts().app.loading}
      </p>
      <div class={`skeleton ${shape}`} aria-hidden="true">
        {Array.from({ length: BARS[shape] }, (_, bar) => (
          <span key={bar} />
        ))}
      </div>
    </div>
  );
}
