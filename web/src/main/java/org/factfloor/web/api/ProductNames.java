package org.factfloor.web.api;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.factfloor.plant.Nearest;
import org.factfloor.records.Product;

/** Finds products by what people write for them: the number, or the name in either language. */
final class ProductNames {

    /** Almost any two words that are shorter are alike. */
    private static final int SHORTEST_MISSPELT = 4;

    private final List<Product> known;

    ProductNames(List<Product> known) {
        this.known = known;
    }

    /** Products that are called so; a number names its product, whatever another one is called. */
    List<Product> called(String text) {
        List<Product> exact = known.stream().filter(product -> product.id().equals(text)).toList();
        if (!exact.isEmpty()) {
            return exact;
        }
        String wanted = folded(text);
        List<Product> numbered = known.stream().filter(product -> folded(product.id()).equals(wanted)).toList();
        return numbered.isEmpty()
                ? known.stream().filter(product -> words(product).anyMatch(wanted::equals)).toList()
                : numbered;
    }

    /** The known product somebody may have meant. */
    Optional<Product> nearest(String text) {
        String wanted = folded(text);
        Optional<Product> part = known.stream()
                .filter(product -> words(product).anyMatch(word -> word.contains(wanted) || wanted.contains(word)))
                .min(Comparator.comparing(Product::id));
        return part.isPresent()
                ? part
                : Nearest.to(wanted, known.stream().flatMap(ProductNames::words)
                        .filter(word -> word.length() >= SHORTEST_MISSPELT).toList())
                        .map(word -> called(word).getFirst());
    }

    private static Stream<String> words(Product product) {
        return Stream.of(product.id(), product.name().en(), product.name().zh()).map(ProductNames::folded);
    }

    private static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
