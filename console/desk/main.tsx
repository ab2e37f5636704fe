import '@mantine/core/styles.css';
import '../look/fonts.ts';
import './desk.css';
import './touch.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RequestFailed } from '../api/client.ts';
import { theme } from '../look/theme.ts';
import { App } from './App.tsx';
import { TongueProvider } from './TongueProvider.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays a refusal; only silence and overload are worth asking again.
      retry: (count, error) =>
        count < 2 && (!(error instanceof RequestFailed) || error.status === 0 || error.status >= 500),
    },
  },
});

// Opened without a line, the page says so itself. A seat of the demo screen is never opened alone.
if ('serviceWorker' in navigator && !location.search.includes('seat='))
  void navigator.serviceWorker.register('/console/offline.js').catch(() => undefined);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} forceColorScheme="light">
      <QueryClientProvider client={queries}>
        <TongueProvider>
          <App />
        </TongueProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
