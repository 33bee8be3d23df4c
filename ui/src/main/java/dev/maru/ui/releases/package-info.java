/** Screens about which version a label names: releases, requests to approve, splits, and the rules about them. */
@NullMarked
package dev.maru.ui.releases;

import org.jspecify.annotations.NullMarked;
