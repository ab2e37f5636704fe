import { cut, headDown } from './recognise.ts';
import { findLines } from './detect.ts';
import type { Lines } from './detect.ts';
import type { Models } from './models.ts';
import { sideways, sureOf, tasted, upended } from './glance.ts';
import { turn, widthOf } from './raster.ts';
import type { Quad, Raster } from './raster.ts';

/** A photo set upright, with the lines found on it. */
export interface Upright extends Lines {
  image: Raster;
  /** Clockwise degrees by which the content had been turned, and which were undone. */
  rotation: 0 | 90 | 180 | 270;
}

const VOTERS = 24;
/** Votes between these settle nothing. */
const [STANDING, FALLEN] = [0.2, 0.9];
const PIECES = 6;

/** Finds the text and turns the photo so that it can be read: by the shape of lines, then by which way letters stand. */
export async function setUpright(models: Models, photo: Raster): Promise<Upright> {
  let image = photo;
  let lines = await findLines(models, image);
  let rotation = 0;
  if (sideways(lines.quads)) {
    image = turn(image, 90);
    // A page of another shape does not fit into the room of the first.
    await models.find.rest();
    lines = await findLines(models, image);
    rotation = 270;
  }
  if (await upsideDown(models, image, lines.quads)) {
    image = turn(image, 180);
    lines = await findLines(models, image);
    rotation = (rotation + 180) % 360;
  }
  return { image, ...lines, rotation: rotation as Upright['rotation'] };
}

async function upsideDown(models: Models, image: Raster, quads: readonly Quad[]): Promise<boolean> {
  const long = [...quads].sort((a, b) => widthOf(b) - widthOf(a)).slice(0, VOTERS);
  const votes = await headDown(
    models,
    long.map((q) => cut(image, q)),
  );
  const turned = votes.reduce((a, b) => a + b, 0) / (votes.length || 1);
  if (turned < STANDING || turned > FALLEN) return turned > FALLEN;
  // Small or soft letters look alike either way up to that network: whichever way more can be read is right.
  const [as, over] = [
    await tasted(models, { image, quads }, PIECES),
    await tasted(models, upended(image, quads), PIECES),
  ];
  return sureOf(over) > sureOf(as);
}
