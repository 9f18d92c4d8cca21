@NullMarked
package org.factfloor.records;

import org.jspecify.annotations.NullMarked;
