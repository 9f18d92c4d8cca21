@NullMarked
package org.factfloor.records.plantfile;

import org.jspecify.annotations.NullMarked;
