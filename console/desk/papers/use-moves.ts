import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

const ZOOMS = [1, 1.5, 2, 3, 4];
const MOST = ZOOMS.at(-1)!;

/** How a page is held: how large, which way up, and where. The middle of what one sees stays in the middle. */
export function useMoves(frame: RefObject<HTMLDivElement | null>, drawing: boolean) {
  const [zoom, setZoom] = useState(1);
  const [turned, setTurned] = useState(0);
  const middle = useRef({ x: 0.5, y: 0 });
  const keep = () => {
    const view = frame.current;
    if (!view) return;
    middle.current = {
      x: (view.scrollLeft + view.clientWidth / 2) / view.scrollWidth,
      y: (view.scrollTop + view.clientHeight / 2) / view.scrollHeight,
    };
  };
  const zoomTo = (to: number) => {
    keep();
    setZoom(Math.min(MOST, Math.max(1, to)));
  };
  const latest = useRef({ zoom, zoomTo });
  latest.current = { zoom, zoomTo };
  useLayoutEffect(() => {
    const view = frame.current;
    if (!view || zoom === 1) return;
    view.scrollLeft = middle.current.x * view.scrollWidth - view.clientWidth / 2;
    view.scrollTop = middle.current.y * view.scrollHeight - view.clientHeight / 2;
  }, [frame, zoom]);
  useEffect(() => {
    const view = frame.current;
    if (!view || drawing) return;
    const stops = [pinches(view, () => latest.current), drags(view)];
    return () => stops.forEach((stop) => stop());
  }, [frame, drawing]);
  return {
    zoom,
    turned,
    zoomTo,
    larger: () => zoomTo(ZOOMS.find((one) => one > zoom + 0.01) ?? MOST),
    smaller: () => zoomTo(ZOOMS.findLast((one) => one < zoom - 0.01) ?? 1),
    turn: () => setTurned((turned + 90) % 360),
    atMost: zoom >= MOST,
    atLeast: zoom <= 1,
  };
}

interface Held {
  zoom: number;
  zoomTo(to: number): void;
}

/** Two fingers, or the wheel with Ctrl as a touchpad sends it. One finger scrolls, as everywhere. */
function pinches(view: HTMLElement, held: () => Held): () => void {
  let began: { apart: number; zoom: number } | null = null;
  const apart = ({ touches: [a, b] }: TouchEvent) =>
    a && b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
  const start = (event: TouchEvent) => {
    began = event.touches.length === 2 ? { apart: apart(event), zoom: held().zoom } : null;
  };
  const move = (event: TouchEvent) => {
    if (!began || event.touches.length !== 2) return;
    event.preventDefault();
    held().zoomTo((began.zoom * apart(event)) / began.apart);
  };
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    held().zoomTo(held().zoom * Math.exp(-event.deltaY / 200));
  };
  view.addEventListener('touchstart', start, { passive: true });
  view.addEventListener('touchmove', move, { passive: false });
  view.addEventListener('wheel', wheel, { passive: false });
  return () => {
    view.removeEventListener('touchstart', start);
    view.removeEventListener('touchmove', move);
    view.removeEventListener('wheel', wheel);
  };
}

/** The mouse takes hold of the page and drags it. What was dragged is not clicked as well. */
function drags(view: HTMLElement): () => void {
  let last: { x: number; y: number } | null = null;
  let far = 0;
  const down = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    last = { x: event.clientX, y: event.clientY };
    far = 0;
  };
  const move = (event: PointerEvent) => {
    if (!last) return;
    const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
    far += Math.abs(dx) + Math.abs(dy);
    last = { x: event.clientX, y: event.clientY };
    view.scrollBy({ left: -dx, top: -dy, behavior: 'instant' });
  };
  const up = () => (last = null);
  const click = (event: MouseEvent) => {
    if (far > 6) event.stopPropagation();
    far = 0;
  };
  view.addEventListener('pointerdown', down);
  addEventListener('pointermove', move);
  addEventListener('pointerup', up);
  view.addEventListener('click', click, { capture: true });
  return () => {
    view.removeEventListener('pointerdown', down);
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', up);
    view.removeEventListener('click', click, { capture: true });
  };
}
