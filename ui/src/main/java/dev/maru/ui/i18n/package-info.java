/** The words of the application in each language, and numbers, times and money as people there write them. */
@NullMarked
package dev.maru.ui.i18n;

import org.jspecify.annotations.NullMarked;
