package org.factfloor.web.api;

import java.util.List;
import org.factfloor.records.Products;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** What the plant makes. */
public final class ProductsApi implements Resource {

    private final Products products;

    private record Named(ReasonsApi.@Nullable Name name) {}

    public ProductsApi(Products products) {
        this.products = products;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/products", Access.READ, call -> call.json(Page.all(products.list()))),
                Route.put("/products/{id}", Access.TEAM_LEAD, this::put));
    }

    private void put(Call call) {
        Named request = call.body(Named.class);
        call.json(products.put(call.path("id"), ReasonsApi.Name.label(request.name()), Authors.of(call)));
    }
}
