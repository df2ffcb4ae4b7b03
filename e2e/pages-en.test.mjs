import { testPages } from './pages.mjs';

testPages('en');
