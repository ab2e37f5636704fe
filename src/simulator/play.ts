import type { StoryState } from './contract.ts';
import { createActs } from './story/acts.ts';
import type { Credentials } from './story/desk.ts';
import type { StoryFile } from './story/phone.ts';
import { SCENES } from './story/script.ts';
import type { Pace } from './story/wait.ts';
import { pause } from './story/wait.ts';

/** What the player needs: where the service is, whose phones, which papers, and who sits at the desk. */
export interface StoryHands {
  /** Base URL of the service, with `/demo` and `/api` below it. */
  base: string;
  patient: string;
  son: string;
  /** Photos of the reports: histopathology, then laboratory. */
  papers: StoryFile[];
  coordinator: Credentials;
  reviewer: Credentials;
  /** 1 for people who watch (the default); 20 and more for a test. */
  speed?: number;
  signal?: AbortSignal;
  /** Hears each change of the bar on top. */
  tell?(state: StoryState): void;
}

/** How the story ended. `stuck` says in one sentence what was awaited or refused. */
export type StoryEnd =
  | { ended: 'done'; case: string; steps: number }
  | { ended: 'stopped'; steps: number }
  | { ended: 'stuck'; steps: number; why: string };

/** Plays the story over HTTP only, as its four people would. Never throws: every ending is a value. */
export async function playStory(hands: StoryHands): Promise<StoryEnd> {
  const pace: Pace = { speed: hands.speed ?? 1, signal: hands.signal ?? new AbortController().signal };
  const steps = SCENES.length;
  const say = (
    step: number,
    caption: string,
    seat: StoryState['seat'],
    playing: boolean,
    pane?: StoryState['pane'],
  ) => hands.tell?.({ playing, caption, seat, ...(pane ? { pane } : {}), step, steps });
  let step = 0;
  try {
    const acts = createActs(hands, pace);
    for (const scene of SCENES) {
      step += 1;
      say(step, scene.caption, scene.seat, true, scene.pane);
      await acts[scene.act]();
      await pause((1000 * (scene.watch ?? 1.5)) / pace.speed, pace.signal);
    }
    say(steps, 'The story is told.', null, false);
    return { ended: 'done', case: acts.caseId(), steps };
  } catch (error) {
    if (pace.signal.aborted) {
      say(step, 'Stopped.', null, false);
      return { ended: 'stopped', steps: step };
    }
    const why = error instanceof Error ? error.message : 'unknown';
    say(step, `The story is stuck. ${why}`, null, false);
    return { ended: 'stuck', steps: step, why };
  }
}
