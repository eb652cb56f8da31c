import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { BrowserRouter } from 'react-router';
import { LanguageProvider } from '../language/language.tsx';
import { Refused } from '../parts/face.ts';
import { Gate } from '../sign-in/gate.tsx';
import { AppearanceProvider } from './appearance.tsx';

/** Asked again after silence only: an answer, good or bad, is an answer. */
const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (failures, error) => !(error instanceof Refused) && failures < 2 },
  },
});

/** Everything: language, look, data and pages. */
export function App(): ReactNode {
  return (
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <AppearanceProvider>
          <BrowserRouter>
            <Gate />
          </BrowserRouter>
        </AppearanceProvider>
      </LanguageProvider>
    </QueryClientProvider>
  );
}
