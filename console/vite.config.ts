import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Two pages from one folder: the desk (`index.html`) and the demo screen (`demo.html`), both with their files under `/console/`.
 * Nothing is inlined into the pages, so that `script-src 'self'` holds.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['index.html', 'demo.html'].map((page) => `${import.meta.dirname}/${page}`) },
  },
});
