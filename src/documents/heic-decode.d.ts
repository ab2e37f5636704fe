declare module 'heic-decode' {
  interface Photo {
    width: number;
    height: number;
    decode(): Promise<{ width: number; height: number; data: Uint8ClampedArray }>;
  }
  const decode: { all(options: { buffer: Uint8Array }): Promise<Photo[] & { dispose(): void }> };
  export default decode;
}
