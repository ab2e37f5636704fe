/** The little of bidi-js that we use; it brings no types of its own. */
declare module 'bidi-js' {
  export interface Levels {
    levels: Uint8Array;
  }
  export interface Bidi {
    getEmbeddingLevels(text: string, base?: 'ltr' | 'rtl'): Levels;
    getReorderSegments(text: string, levels: Levels): [number, number][];
    getMirroredCharacter(sign: string): string | null;
  }
  export default function create(): Bidi;
}
