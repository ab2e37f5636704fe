import { expect, test } from '@jest/globals';
import { judged, told } from './pages.ts';

/** Pages as laboratories print them, each with what a careful person takes from it. */
const stories = [
  'tissue',
  'markers',
  'lab',
  'others',
  'fresh',
  'unseen',
  'chains',
  'wards',
  'tides',
  'storms',
  'gales',
  'squalls',
  'cyclones',
  'monsoon',
  'rains',
  'floods',
  'dust',
  'hail',
  'fog',
  'mist',
  'dew',
].flatMap(told);

test.each(stories.map((one) => [`${one.type}: ${one.name}`, one] as const))('%s', (_name, one) => {
  const { doubted, missed, wrong, type } = judged(one);
  expect({ type, doubted, missed, wrong }).toEqual({ type: one.type, doubted: [], missed: [], wrong: [] });
});
