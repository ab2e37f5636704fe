import { useState, type PointerEvent } from 'react';
import type { Area } from './Boxes.tsx';

interface Drawn {
  from: [number, number];
  to: [number, number];
}

/** Smaller than this, in pixels of the page, is a slip of the hand. */
const LEAST = 8;

/** A rectangle drawn with a finger or the mouse on a page of this size that may be turned; told when it is done. */
export function useDrawing(
  page: { width: number; height: number },
  turned: number,
  done: (box: Area) => void,
) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const box = drawn && areaOf(drawn);
  return {
    box,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== 0 || (event.target as Element).closest('button')) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = placeOf(event, page, turned);
        setDrawn({ from: at, to: at });
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        if (drawn) setDrawn({ from: drawn.from, to: placeOf(event, page, turned) });
      },
      onPointerUp() {
        if (box && box[2] >= LEAST && box[3] >= LEAST) done(box);
        setDrawn(null);
      },
      onPointerCancel: () => setDrawn(null),
    },
  };
}

/** Where on the upright page the pointer is: what one sees is turned about its middle. */
function placeOf(
  event: PointerEvent<HTMLElement>,
  page: { width: number; height: number },
  turned: number,
): [number, number] {
  const seen = event.currentTarget.getBoundingClientRect();
  const [u, v] = [(event.clientX - seen.left) / seen.width, (event.clientY - seen.top) / seen.height];
  const [x, y] =
    turned === 90 ? [v, 1 - u] : turned === 180 ? [1 - u, 1 - v] : turned === 270 ? [1 - v, u] : [u, v];
  const within = (share: number, whole: number) => Math.round(Math.min(1, Math.max(0, share)) * whole);
  return [within(x, page.width), within(y, page.height)];
}

const areaOf = ({ from: [ax, ay], to: [bx, by] }: Drawn): Area => [
  Math.min(ax, bx),
  Math.min(ay, by),
  Math.abs(bx - ax),
  Math.abs(by - ay),
];
