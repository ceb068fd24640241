package dev.carillon.cluster.sdk.jmr.client;

import org.jspecify.annotations.Nullable;

/** Which page of a list. */
public final class SelectParams {
    private @Nullable Integer pageNum;
    private @Nullable Integer pageSize;
    private @Nullable String orderBy;
    private @Nullable String status;

    public @Nullable Integer getPageNum() {
        return pageNum;
    }

    public void setPageNum(Integer pageNum) {
        this.pageNum = pageNum;
    }

    public @Nullable Integer getPageSize() {
        return pageSize;
    }

    public void setPageSize(Integer pageSize) {
        this.pageSize = pageSize;
    }

    public @Nullable String getOrderBy() {
        return orderBy;
    }

    public void setOrderBy(String orderBy) {
        this.orderBy = orderBy;
    }

    public @Nullable String getStatus() {
        return status;
    }

    public void setStatus(String status) {
        this.status = status;
    }
}
