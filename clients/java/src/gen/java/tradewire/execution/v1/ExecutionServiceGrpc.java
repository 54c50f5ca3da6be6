package tradewire.execution.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Orders and what they lead to. A refusal of risk or of a venue is an outcome
 * and no error: the call answers OK with the order as recorded, DENIED or
 * REJECTED, and every reason in it. Errors are for calls that recorded nothing.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class ExecutionServiceGrpc {

  private ExecutionServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "tradewire.execution.v1.ExecutionService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.SubmitOrderRequest,
      tradewire.execution.v1.Order> getSubmitOrderMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SubmitOrder",
      requestType = tradewire.execution.v1.SubmitOrderRequest.class,
      responseType = tradewire.execution.v1.Order.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.SubmitOrderRequest,
      tradewire.execution.v1.Order> getSubmitOrderMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.SubmitOrderRequest, tradewire.execution.v1.Order> getSubmitOrderMethod;
    if ((getSubmitOrderMethod = ExecutionServiceGrpc.getSubmitOrderMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getSubmitOrderMethod = ExecutionServiceGrpc.getSubmitOrderMethod) == null) {
          ExecutionServiceGrpc.getSubmitOrderMethod = getSubmitOrderMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.SubmitOrderRequest, tradewire.execution.v1.Order>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SubmitOrder"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.SubmitOrderRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Order.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("SubmitOrder"))
              .build();
        }
      }
    }
    return getSubmitOrderMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.PreviewOrderRequest,
      tradewire.execution.v1.OrderPreview> getPreviewOrderMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PreviewOrder",
      requestType = tradewire.execution.v1.PreviewOrderRequest.class,
      responseType = tradewire.execution.v1.OrderPreview.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.PreviewOrderRequest,
      tradewire.execution.v1.OrderPreview> getPreviewOrderMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.PreviewOrderRequest, tradewire.execution.v1.OrderPreview> getPreviewOrderMethod;
    if ((getPreviewOrderMethod = ExecutionServiceGrpc.getPreviewOrderMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getPreviewOrderMethod = ExecutionServiceGrpc.getPreviewOrderMethod) == null) {
          ExecutionServiceGrpc.getPreviewOrderMethod = getPreviewOrderMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.PreviewOrderRequest, tradewire.execution.v1.OrderPreview>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PreviewOrder"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.PreviewOrderRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.OrderPreview.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("PreviewOrder"))
              .build();
        }
      }
    }
    return getPreviewOrderMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ReplaceOrderRequest,
      tradewire.execution.v1.Order> getReplaceOrderMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReplaceOrder",
      requestType = tradewire.execution.v1.ReplaceOrderRequest.class,
      responseType = tradewire.execution.v1.Order.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ReplaceOrderRequest,
      tradewire.execution.v1.Order> getReplaceOrderMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ReplaceOrderRequest, tradewire.execution.v1.Order> getReplaceOrderMethod;
    if ((getReplaceOrderMethod = ExecutionServiceGrpc.getReplaceOrderMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getReplaceOrderMethod = ExecutionServiceGrpc.getReplaceOrderMethod) == null) {
          ExecutionServiceGrpc.getReplaceOrderMethod = getReplaceOrderMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ReplaceOrderRequest, tradewire.execution.v1.Order>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReplaceOrder"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ReplaceOrderRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Order.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("ReplaceOrder"))
              .build();
        }
      }
    }
    return getReplaceOrderMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.CancelOrderRequest,
      tradewire.execution.v1.Order> getCancelOrderMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CancelOrder",
      requestType = tradewire.execution.v1.CancelOrderRequest.class,
      responseType = tradewire.execution.v1.Order.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.CancelOrderRequest,
      tradewire.execution.v1.Order> getCancelOrderMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.CancelOrderRequest, tradewire.execution.v1.Order> getCancelOrderMethod;
    if ((getCancelOrderMethod = ExecutionServiceGrpc.getCancelOrderMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getCancelOrderMethod = ExecutionServiceGrpc.getCancelOrderMethod) == null) {
          ExecutionServiceGrpc.getCancelOrderMethod = getCancelOrderMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.CancelOrderRequest, tradewire.execution.v1.Order>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CancelOrder"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.CancelOrderRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Order.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("CancelOrder"))
              .build();
        }
      }
    }
    return getCancelOrderMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.CancelAllOrdersRequest,
      tradewire.execution.v1.CancelAllOrdersResponse> getCancelAllOrdersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CancelAllOrders",
      requestType = tradewire.execution.v1.CancelAllOrdersRequest.class,
      responseType = tradewire.execution.v1.CancelAllOrdersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.CancelAllOrdersRequest,
      tradewire.execution.v1.CancelAllOrdersResponse> getCancelAllOrdersMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.CancelAllOrdersRequest, tradewire.execution.v1.CancelAllOrdersResponse> getCancelAllOrdersMethod;
    if ((getCancelAllOrdersMethod = ExecutionServiceGrpc.getCancelAllOrdersMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getCancelAllOrdersMethod = ExecutionServiceGrpc.getCancelAllOrdersMethod) == null) {
          ExecutionServiceGrpc.getCancelAllOrdersMethod = getCancelAllOrdersMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.CancelAllOrdersRequest, tradewire.execution.v1.CancelAllOrdersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CancelAllOrders"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.CancelAllOrdersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.CancelAllOrdersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("CancelAllOrders"))
              .build();
        }
      }
    }
    return getCancelAllOrdersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.GetOrderRequest,
      tradewire.execution.v1.Order> getGetOrderMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetOrder",
      requestType = tradewire.execution.v1.GetOrderRequest.class,
      responseType = tradewire.execution.v1.Order.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.GetOrderRequest,
      tradewire.execution.v1.Order> getGetOrderMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.GetOrderRequest, tradewire.execution.v1.Order> getGetOrderMethod;
    if ((getGetOrderMethod = ExecutionServiceGrpc.getGetOrderMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getGetOrderMethod = ExecutionServiceGrpc.getGetOrderMethod) == null) {
          ExecutionServiceGrpc.getGetOrderMethod = getGetOrderMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.GetOrderRequest, tradewire.execution.v1.Order>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetOrder"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.GetOrderRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Order.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("GetOrder"))
              .build();
        }
      }
    }
    return getGetOrderMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ListOrdersRequest,
      tradewire.execution.v1.ListOrdersResponse> getListOrdersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListOrders",
      requestType = tradewire.execution.v1.ListOrdersRequest.class,
      responseType = tradewire.execution.v1.ListOrdersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ListOrdersRequest,
      tradewire.execution.v1.ListOrdersResponse> getListOrdersMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ListOrdersRequest, tradewire.execution.v1.ListOrdersResponse> getListOrdersMethod;
    if ((getListOrdersMethod = ExecutionServiceGrpc.getListOrdersMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getListOrdersMethod = ExecutionServiceGrpc.getListOrdersMethod) == null) {
          ExecutionServiceGrpc.getListOrdersMethod = getListOrdersMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ListOrdersRequest, tradewire.execution.v1.ListOrdersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListOrders"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListOrdersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListOrdersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("ListOrders"))
              .build();
        }
      }
    }
    return getListOrdersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ExplainOrderRequest,
      tradewire.execution.v1.OrderExplanation> getExplainOrderMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ExplainOrder",
      requestType = tradewire.execution.v1.ExplainOrderRequest.class,
      responseType = tradewire.execution.v1.OrderExplanation.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ExplainOrderRequest,
      tradewire.execution.v1.OrderExplanation> getExplainOrderMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ExplainOrderRequest, tradewire.execution.v1.OrderExplanation> getExplainOrderMethod;
    if ((getExplainOrderMethod = ExecutionServiceGrpc.getExplainOrderMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getExplainOrderMethod = ExecutionServiceGrpc.getExplainOrderMethod) == null) {
          ExecutionServiceGrpc.getExplainOrderMethod = getExplainOrderMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ExplainOrderRequest, tradewire.execution.v1.OrderExplanation>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ExplainOrder"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ExplainOrderRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.OrderExplanation.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("ExplainOrder"))
              .build();
        }
      }
    }
    return getExplainOrderMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ListFillsRequest,
      tradewire.execution.v1.ListFillsResponse> getListFillsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListFills",
      requestType = tradewire.execution.v1.ListFillsRequest.class,
      responseType = tradewire.execution.v1.ListFillsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ListFillsRequest,
      tradewire.execution.v1.ListFillsResponse> getListFillsMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ListFillsRequest, tradewire.execution.v1.ListFillsResponse> getListFillsMethod;
    if ((getListFillsMethod = ExecutionServiceGrpc.getListFillsMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getListFillsMethod = ExecutionServiceGrpc.getListFillsMethod) == null) {
          ExecutionServiceGrpc.getListFillsMethod = getListFillsMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ListFillsRequest, tradewire.execution.v1.ListFillsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListFills"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListFillsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListFillsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("ListFills"))
              .build();
        }
      }
    }
    return getListFillsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.StreamAccountEventsRequest,
      tradewire.execution.v1.StreamAccountEventsResponse> getStreamAccountEventsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamAccountEvents",
      requestType = tradewire.execution.v1.StreamAccountEventsRequest.class,
      responseType = tradewire.execution.v1.StreamAccountEventsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.StreamAccountEventsRequest,
      tradewire.execution.v1.StreamAccountEventsResponse> getStreamAccountEventsMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.StreamAccountEventsRequest, tradewire.execution.v1.StreamAccountEventsResponse> getStreamAccountEventsMethod;
    if ((getStreamAccountEventsMethod = ExecutionServiceGrpc.getStreamAccountEventsMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getStreamAccountEventsMethod = ExecutionServiceGrpc.getStreamAccountEventsMethod) == null) {
          ExecutionServiceGrpc.getStreamAccountEventsMethod = getStreamAccountEventsMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.StreamAccountEventsRequest, tradewire.execution.v1.StreamAccountEventsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamAccountEvents"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.StreamAccountEventsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.StreamAccountEventsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("StreamAccountEvents"))
              .build();
        }
      }
    }
    return getStreamAccountEventsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ListAccountEventsRequest,
      tradewire.execution.v1.ListAccountEventsResponse> getListAccountEventsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListAccountEvents",
      requestType = tradewire.execution.v1.ListAccountEventsRequest.class,
      responseType = tradewire.execution.v1.ListAccountEventsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ListAccountEventsRequest,
      tradewire.execution.v1.ListAccountEventsResponse> getListAccountEventsMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ListAccountEventsRequest, tradewire.execution.v1.ListAccountEventsResponse> getListAccountEventsMethod;
    if ((getListAccountEventsMethod = ExecutionServiceGrpc.getListAccountEventsMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getListAccountEventsMethod = ExecutionServiceGrpc.getListAccountEventsMethod) == null) {
          ExecutionServiceGrpc.getListAccountEventsMethod = getListAccountEventsMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ListAccountEventsRequest, tradewire.execution.v1.ListAccountEventsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListAccountEvents"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListAccountEventsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListAccountEventsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("ListAccountEvents"))
              .build();
        }
      }
    }
    return getListAccountEventsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.GetPositionRequest,
      tradewire.execution.v1.Position> getGetPositionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetPosition",
      requestType = tradewire.execution.v1.GetPositionRequest.class,
      responseType = tradewire.execution.v1.Position.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.GetPositionRequest,
      tradewire.execution.v1.Position> getGetPositionMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.GetPositionRequest, tradewire.execution.v1.Position> getGetPositionMethod;
    if ((getGetPositionMethod = ExecutionServiceGrpc.getGetPositionMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getGetPositionMethod = ExecutionServiceGrpc.getGetPositionMethod) == null) {
          ExecutionServiceGrpc.getGetPositionMethod = getGetPositionMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.GetPositionRequest, tradewire.execution.v1.Position>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetPosition"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.GetPositionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Position.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("GetPosition"))
              .build();
        }
      }
    }
    return getGetPositionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ListPositionsRequest,
      tradewire.execution.v1.ListPositionsResponse> getListPositionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListPositions",
      requestType = tradewire.execution.v1.ListPositionsRequest.class,
      responseType = tradewire.execution.v1.ListPositionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ListPositionsRequest,
      tradewire.execution.v1.ListPositionsResponse> getListPositionsMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ListPositionsRequest, tradewire.execution.v1.ListPositionsResponse> getListPositionsMethod;
    if ((getListPositionsMethod = ExecutionServiceGrpc.getListPositionsMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getListPositionsMethod = ExecutionServiceGrpc.getListPositionsMethod) == null) {
          ExecutionServiceGrpc.getListPositionsMethod = getListPositionsMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ListPositionsRequest, tradewire.execution.v1.ListPositionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListPositions"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListPositionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListPositionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("ListPositions"))
              .build();
        }
      }
    }
    return getListPositionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ClosePositionRequest,
      tradewire.execution.v1.Order> getClosePositionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ClosePosition",
      requestType = tradewire.execution.v1.ClosePositionRequest.class,
      responseType = tradewire.execution.v1.Order.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ClosePositionRequest,
      tradewire.execution.v1.Order> getClosePositionMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ClosePositionRequest, tradewire.execution.v1.Order> getClosePositionMethod;
    if ((getClosePositionMethod = ExecutionServiceGrpc.getClosePositionMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getClosePositionMethod = ExecutionServiceGrpc.getClosePositionMethod) == null) {
          ExecutionServiceGrpc.getClosePositionMethod = getClosePositionMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ClosePositionRequest, tradewire.execution.v1.Order>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ClosePosition"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ClosePositionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.Order.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("ClosePosition"))
              .build();
        }
      }
    }
    return getClosePositionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.CloseAllPositionsRequest,
      tradewire.execution.v1.CloseAllPositionsResponse> getCloseAllPositionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CloseAllPositions",
      requestType = tradewire.execution.v1.CloseAllPositionsRequest.class,
      responseType = tradewire.execution.v1.CloseAllPositionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.CloseAllPositionsRequest,
      tradewire.execution.v1.CloseAllPositionsResponse> getCloseAllPositionsMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.CloseAllPositionsRequest, tradewire.execution.v1.CloseAllPositionsResponse> getCloseAllPositionsMethod;
    if ((getCloseAllPositionsMethod = ExecutionServiceGrpc.getCloseAllPositionsMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getCloseAllPositionsMethod = ExecutionServiceGrpc.getCloseAllPositionsMethod) == null) {
          ExecutionServiceGrpc.getCloseAllPositionsMethod = getCloseAllPositionsMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.CloseAllPositionsRequest, tradewire.execution.v1.CloseAllPositionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CloseAllPositions"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.CloseAllPositionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.CloseAllPositionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("CloseAllPositions"))
              .build();
        }
      }
    }
    return getCloseAllPositionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ListBalancesRequest,
      tradewire.execution.v1.ListBalancesResponse> getListBalancesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListBalances",
      requestType = tradewire.execution.v1.ListBalancesRequest.class,
      responseType = tradewire.execution.v1.ListBalancesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ListBalancesRequest,
      tradewire.execution.v1.ListBalancesResponse> getListBalancesMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ListBalancesRequest, tradewire.execution.v1.ListBalancesResponse> getListBalancesMethod;
    if ((getListBalancesMethod = ExecutionServiceGrpc.getListBalancesMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getListBalancesMethod = ExecutionServiceGrpc.getListBalancesMethod) == null) {
          ExecutionServiceGrpc.getListBalancesMethod = getListBalancesMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ListBalancesRequest, tradewire.execution.v1.ListBalancesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListBalances"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListBalancesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListBalancesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("ListBalances"))
              .build();
        }
      }
    }
    return getListBalancesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.SubmitOrderListRequest,
      tradewire.execution.v1.OrderList> getSubmitOrderListMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SubmitOrderList",
      requestType = tradewire.execution.v1.SubmitOrderListRequest.class,
      responseType = tradewire.execution.v1.OrderList.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.SubmitOrderListRequest,
      tradewire.execution.v1.OrderList> getSubmitOrderListMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.SubmitOrderListRequest, tradewire.execution.v1.OrderList> getSubmitOrderListMethod;
    if ((getSubmitOrderListMethod = ExecutionServiceGrpc.getSubmitOrderListMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getSubmitOrderListMethod = ExecutionServiceGrpc.getSubmitOrderListMethod) == null) {
          ExecutionServiceGrpc.getSubmitOrderListMethod = getSubmitOrderListMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.SubmitOrderListRequest, tradewire.execution.v1.OrderList>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SubmitOrderList"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.SubmitOrderListRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.OrderList.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("SubmitOrderList"))
              .build();
        }
      }
    }
    return getSubmitOrderListMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.GetOrderListRequest,
      tradewire.execution.v1.OrderList> getGetOrderListMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetOrderList",
      requestType = tradewire.execution.v1.GetOrderListRequest.class,
      responseType = tradewire.execution.v1.OrderList.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.GetOrderListRequest,
      tradewire.execution.v1.OrderList> getGetOrderListMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.GetOrderListRequest, tradewire.execution.v1.OrderList> getGetOrderListMethod;
    if ((getGetOrderListMethod = ExecutionServiceGrpc.getGetOrderListMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getGetOrderListMethod = ExecutionServiceGrpc.getGetOrderListMethod) == null) {
          ExecutionServiceGrpc.getGetOrderListMethod = getGetOrderListMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.GetOrderListRequest, tradewire.execution.v1.OrderList>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetOrderList"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.GetOrderListRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.OrderList.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("GetOrderList"))
              .build();
        }
      }
    }
    return getGetOrderListMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.ListOrderListsRequest,
      tradewire.execution.v1.ListOrderListsResponse> getListOrderListsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListOrderLists",
      requestType = tradewire.execution.v1.ListOrderListsRequest.class,
      responseType = tradewire.execution.v1.ListOrderListsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.ListOrderListsRequest,
      tradewire.execution.v1.ListOrderListsResponse> getListOrderListsMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.ListOrderListsRequest, tradewire.execution.v1.ListOrderListsResponse> getListOrderListsMethod;
    if ((getListOrderListsMethod = ExecutionServiceGrpc.getListOrderListsMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getListOrderListsMethod = ExecutionServiceGrpc.getListOrderListsMethod) == null) {
          ExecutionServiceGrpc.getListOrderListsMethod = getListOrderListsMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.ListOrderListsRequest, tradewire.execution.v1.ListOrderListsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListOrderLists"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListOrderListsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.ListOrderListsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("ListOrderLists"))
              .build();
        }
      }
    }
    return getListOrderListsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.execution.v1.CancelOrderListRequest,
      tradewire.execution.v1.OrderList> getCancelOrderListMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CancelOrderList",
      requestType = tradewire.execution.v1.CancelOrderListRequest.class,
      responseType = tradewire.execution.v1.OrderList.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.execution.v1.CancelOrderListRequest,
      tradewire.execution.v1.OrderList> getCancelOrderListMethod() {
    io.grpc.MethodDescriptor<tradewire.execution.v1.CancelOrderListRequest, tradewire.execution.v1.OrderList> getCancelOrderListMethod;
    if ((getCancelOrderListMethod = ExecutionServiceGrpc.getCancelOrderListMethod) == null) {
      synchronized (ExecutionServiceGrpc.class) {
        if ((getCancelOrderListMethod = ExecutionServiceGrpc.getCancelOrderListMethod) == null) {
          ExecutionServiceGrpc.getCancelOrderListMethod = getCancelOrderListMethod =
              io.grpc.MethodDescriptor.<tradewire.execution.v1.CancelOrderListRequest, tradewire.execution.v1.OrderList>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CancelOrderList"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.CancelOrderListRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.execution.v1.OrderList.getDefaultInstance()))
              .setSchemaDescriptor(new ExecutionServiceMethodDescriptorSupplier("CancelOrderList"))
              .build();
        }
      }
    }
    return getCancelOrderListMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static ExecutionServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ExecutionServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ExecutionServiceStub>() {
        @java.lang.Override
        public ExecutionServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ExecutionServiceStub(channel, callOptions);
        }
      };
    return ExecutionServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static ExecutionServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ExecutionServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ExecutionServiceBlockingV2Stub>() {
        @java.lang.Override
        public ExecutionServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ExecutionServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return ExecutionServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static ExecutionServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ExecutionServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ExecutionServiceBlockingStub>() {
        @java.lang.Override
        public ExecutionServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ExecutionServiceBlockingStub(channel, callOptions);
        }
      };
    return ExecutionServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static ExecutionServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ExecutionServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ExecutionServiceFutureStub>() {
        @java.lang.Override
        public ExecutionServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ExecutionServiceFutureStub(channel, callOptions);
        }
      };
    return ExecutionServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Orders and what they lead to. A refusal of risk or of a venue is an outcome
   * and no error: the call answers OK with the order as recorded, DENIED or
   * REJECTED, and every reason in it. Errors are for calls that recorded nothing.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Places an order. Answers once risk's verdict and the order are committed,
     * without waiting for the venue: SUBMITTED, or DENIED with every reason. What
     * the venue says follows as events.
     * </pre>
     */
    default void submitOrder(tradewire.execution.v1.SubmitOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Order> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSubmitOrderMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says what an order would cost and whether it would be allowed, by the same
     * rules and reasons as SubmitOrder. Records, reserves and sends nothing.
     * </pre>
     */
    default void previewOrder(tradewire.execution.v1.PreviewOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderPreview> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPreviewOrderMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes a resting order, in one step where the venue can. Answers with the
     * order PENDING_REPLACE, or as it was when risk refused; an
     * OrderReplaceRejected says why. One that does not rest, or of which another
     * command is under way, is refused with FAILED_PRECONDITION and the reason
     * ORDER_NOT_REPLACEABLE; of an order in a list the prices alone can change
     * (ORDER_IN_LIST).
     * </pre>
     */
    default void replaceOrder(tradewire.execution.v1.ReplaceOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Order> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReplaceOrderMethod(), responseObserver);
    }

    /**
     * <pre>
     * Cancels an order; needs no approval and works when risk is down. Answers
     * with the order PENDING_CANCEL; for one that is already in a terminal state,
     * with the order as it stands.
     * </pre>
     */
    default void cancelOrder(tradewire.execution.v1.CancelOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Order> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelOrderMethod(), responseObserver);
    }

    /**
     * <pre>
     * Cancels every open order of the account that fits the filters; needs no
     * approval and works when risk is down.
     * </pre>
     */
    default void cancelAllOrders(tradewire.execution.v1.CancelAllOrdersRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.CancelAllOrdersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelAllOrdersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads an order, open or not.
     * </pre>
     */
    default void getOrder(tradewire.execution.v1.GetOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Order> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetOrderMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists orders, open or not, newest first.
     * </pre>
     */
    default void listOrders(tradewire.execution.v1.ListOrdersRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListOrdersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListOrdersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says why an order happened: the tick and indicator values behind its
     * signal, every rule with value and limit, every event and fill, and what
     * each step took.
     * </pre>
     */
    default void explainOrder(tradewire.execution.v1.ExplainOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderExplanation> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getExplainOrderMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists fills, newest first.
     * </pre>
     */
    default void listFills(tradewire.execution.v1.ListFillsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListFillsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListFillsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams everything that happens to an account, in sequence and without
     * holes, from any point of its log on.
     * </pre>
     */
    default void streamAccountEvents(tradewire.execution.v1.StreamAccountEventsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.StreamAccountEventsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamAccountEventsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists a range of an account's events, oldest first: the history of an
     * order, or what a reader of the bus missed.
     * </pre>
     */
    default void listAccountEvents(tradewire.execution.v1.ListAccountEventsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListAccountEventsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListAccountEventsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads the position in one instrument.
     * </pre>
     */
    default void getPosition(tradewire.execution.v1.GetPositionRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Position> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetPositionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists positions.
     * </pre>
     */
    default void listPositions(tradewire.execution.v1.ListPositionsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListPositionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListPositionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Closes a position, whole or in part, with a reduce-only market order.
     * Answers once the order is committed.
     * </pre>
     */
    default void closePosition(tradewire.execution.v1.ClosePositionRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Order> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getClosePositionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Closes every position of an account, and cancels first what would open or
     * enlarge one.
     * </pre>
     */
    default void closeAllPositions(tradewire.execution.v1.CloseAllPositionsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.CloseAllPositionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCloseAllPositionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists balances.
     * </pre>
     */
    default void listBalances(tradewire.execution.v1.ListBalancesRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListBalancesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListBalancesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Places orders that depend on each other: OCO, one-triggers-other, bracket.
     * All are recorded or none. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void submitOrderList(tradewire.execution.v1.SubmitOrderListRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderList> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSubmitOrderListMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads an order list.
     * </pre>
     */
    default void getOrderList(tradewire.execution.v1.GetOrderListRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderList> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetOrderListMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists order lists, newest first.
     * </pre>
     */
    default void listOrderLists(tradewire.execution.v1.ListOrderListsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListOrderListsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListOrderListsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Cancels every open order of a list.
     * </pre>
     */
    default void cancelOrderList(tradewire.execution.v1.CancelOrderListRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderList> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelOrderListMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service ExecutionService.
   * <pre>
   * Orders and what they lead to. A refusal of risk or of a venue is an outcome
   * and no error: the call answers OK with the order as recorded, DENIED or
   * REJECTED, and every reason in it. Errors are for calls that recorded nothing.
   * </pre>
   */
  public static abstract class ExecutionServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return ExecutionServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service ExecutionService.
   * <pre>
   * Orders and what they lead to. A refusal of risk or of a venue is an outcome
   * and no error: the call answers OK with the order as recorded, DENIED or
   * REJECTED, and every reason in it. Errors are for calls that recorded nothing.
   * </pre>
   */
  public static final class ExecutionServiceStub
      extends io.grpc.stub.AbstractAsyncStub<ExecutionServiceStub> {
    private ExecutionServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ExecutionServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ExecutionServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Places an order. Answers once risk's verdict and the order are committed,
     * without waiting for the venue: SUBMITTED, or DENIED with every reason. What
     * the venue says follows as events.
     * </pre>
     */
    public void submitOrder(tradewire.execution.v1.SubmitOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Order> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSubmitOrderMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says what an order would cost and whether it would be allowed, by the same
     * rules and reasons as SubmitOrder. Records, reserves and sends nothing.
     * </pre>
     */
    public void previewOrder(tradewire.execution.v1.PreviewOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderPreview> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPreviewOrderMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes a resting order, in one step where the venue can. Answers with the
     * order PENDING_REPLACE, or as it was when risk refused; an
     * OrderReplaceRejected says why. One that does not rest, or of which another
     * command is under way, is refused with FAILED_PRECONDITION and the reason
     * ORDER_NOT_REPLACEABLE; of an order in a list the prices alone can change
     * (ORDER_IN_LIST).
     * </pre>
     */
    public void replaceOrder(tradewire.execution.v1.ReplaceOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Order> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getReplaceOrderMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Cancels an order; needs no approval and works when risk is down. Answers
     * with the order PENDING_CANCEL; for one that is already in a terminal state,
     * with the order as it stands.
     * </pre>
     */
    public void cancelOrder(tradewire.execution.v1.CancelOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Order> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelOrderMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Cancels every open order of the account that fits the filters; needs no
     * approval and works when risk is down.
     * </pre>
     */
    public void cancelAllOrders(tradewire.execution.v1.CancelAllOrdersRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.CancelAllOrdersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelAllOrdersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads an order, open or not.
     * </pre>
     */
    public void getOrder(tradewire.execution.v1.GetOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Order> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetOrderMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists orders, open or not, newest first.
     * </pre>
     */
    public void listOrders(tradewire.execution.v1.ListOrdersRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListOrdersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListOrdersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says why an order happened: the tick and indicator values behind its
     * signal, every rule with value and limit, every event and fill, and what
     * each step took.
     * </pre>
     */
    public void explainOrder(tradewire.execution.v1.ExplainOrderRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderExplanation> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getExplainOrderMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists fills, newest first.
     * </pre>
     */
    public void listFills(tradewire.execution.v1.ListFillsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListFillsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListFillsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams everything that happens to an account, in sequence and without
     * holes, from any point of its log on.
     * </pre>
     */
    public void streamAccountEvents(tradewire.execution.v1.StreamAccountEventsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.StreamAccountEventsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamAccountEventsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists a range of an account's events, oldest first: the history of an
     * order, or what a reader of the bus missed.
     * </pre>
     */
    public void listAccountEvents(tradewire.execution.v1.ListAccountEventsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListAccountEventsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListAccountEventsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads the position in one instrument.
     * </pre>
     */
    public void getPosition(tradewire.execution.v1.GetPositionRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Position> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetPositionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists positions.
     * </pre>
     */
    public void listPositions(tradewire.execution.v1.ListPositionsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListPositionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListPositionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Closes a position, whole or in part, with a reduce-only market order.
     * Answers once the order is committed.
     * </pre>
     */
    public void closePosition(tradewire.execution.v1.ClosePositionRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.Order> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getClosePositionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Closes every position of an account, and cancels first what would open or
     * enlarge one.
     * </pre>
     */
    public void closeAllPositions(tradewire.execution.v1.CloseAllPositionsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.CloseAllPositionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCloseAllPositionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists balances.
     * </pre>
     */
    public void listBalances(tradewire.execution.v1.ListBalancesRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListBalancesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListBalancesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Places orders that depend on each other: OCO, one-triggers-other, bracket.
     * All are recorded or none. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void submitOrderList(tradewire.execution.v1.SubmitOrderListRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderList> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSubmitOrderListMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads an order list.
     * </pre>
     */
    public void getOrderList(tradewire.execution.v1.GetOrderListRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderList> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetOrderListMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists order lists, newest first.
     * </pre>
     */
    public void listOrderLists(tradewire.execution.v1.ListOrderListsRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.ListOrderListsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListOrderListsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Cancels every open order of a list.
     * </pre>
     */
    public void cancelOrderList(tradewire.execution.v1.CancelOrderListRequest request,
        io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderList> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelOrderListMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service ExecutionService.
   * <pre>
   * Orders and what they lead to. A refusal of risk or of a venue is an outcome
   * and no error: the call answers OK with the order as recorded, DENIED or
   * REJECTED, and every reason in it. Errors are for calls that recorded nothing.
   * </pre>
   */
  public static final class ExecutionServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<ExecutionServiceBlockingV2Stub> {
    private ExecutionServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ExecutionServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ExecutionServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Places an order. Answers once risk's verdict and the order are committed,
     * without waiting for the venue: SUBMITTED, or DENIED with every reason. What
     * the venue says follows as events.
     * </pre>
     */
    public tradewire.execution.v1.Order submitOrder(tradewire.execution.v1.SubmitOrderRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSubmitOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what an order would cost and whether it would be allowed, by the same
     * rules and reasons as SubmitOrder. Records, reserves and sends nothing.
     * </pre>
     */
    public tradewire.execution.v1.OrderPreview previewOrder(tradewire.execution.v1.PreviewOrderRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPreviewOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a resting order, in one step where the venue can. Answers with the
     * order PENDING_REPLACE, or as it was when risk refused; an
     * OrderReplaceRejected says why. One that does not rest, or of which another
     * command is under way, is refused with FAILED_PRECONDITION and the reason
     * ORDER_NOT_REPLACEABLE; of an order in a list the prices alone can change
     * (ORDER_IN_LIST).
     * </pre>
     */
    public tradewire.execution.v1.Order replaceOrder(tradewire.execution.v1.ReplaceOrderRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getReplaceOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels an order; needs no approval and works when risk is down. Answers
     * with the order PENDING_CANCEL; for one that is already in a terminal state,
     * with the order as it stands.
     * </pre>
     */
    public tradewire.execution.v1.Order cancelOrder(tradewire.execution.v1.CancelOrderRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCancelOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels every open order of the account that fits the filters; needs no
     * approval and works when risk is down.
     * </pre>
     */
    public tradewire.execution.v1.CancelAllOrdersResponse cancelAllOrders(tradewire.execution.v1.CancelAllOrdersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCancelAllOrdersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an order, open or not.
     * </pre>
     */
    public tradewire.execution.v1.Order getOrder(tradewire.execution.v1.GetOrderRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists orders, open or not, newest first.
     * </pre>
     */
    public tradewire.execution.v1.ListOrdersResponse listOrders(tradewire.execution.v1.ListOrdersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListOrdersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says why an order happened: the tick and indicator values behind its
     * signal, every rule with value and limit, every event and fill, and what
     * each step took.
     * </pre>
     */
    public tradewire.execution.v1.OrderExplanation explainOrder(tradewire.execution.v1.ExplainOrderRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getExplainOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists fills, newest first.
     * </pre>
     */
    public tradewire.execution.v1.ListFillsResponse listFills(tradewire.execution.v1.ListFillsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListFillsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams everything that happens to an account, in sequence and without
     * holes, from any point of its log on.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.execution.v1.StreamAccountEventsResponse>
        streamAccountEvents(tradewire.execution.v1.StreamAccountEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamAccountEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a range of an account's events, oldest first: the history of an
     * order, or what a reader of the bus missed.
     * </pre>
     */
    public tradewire.execution.v1.ListAccountEventsResponse listAccountEvents(tradewire.execution.v1.ListAccountEventsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListAccountEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the position in one instrument.
     * </pre>
     */
    public tradewire.execution.v1.Position getPosition(tradewire.execution.v1.GetPositionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetPositionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists positions.
     * </pre>
     */
    public tradewire.execution.v1.ListPositionsResponse listPositions(tradewire.execution.v1.ListPositionsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListPositionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Closes a position, whole or in part, with a reduce-only market order.
     * Answers once the order is committed.
     * </pre>
     */
    public tradewire.execution.v1.Order closePosition(tradewire.execution.v1.ClosePositionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getClosePositionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Closes every position of an account, and cancels first what would open or
     * enlarge one.
     * </pre>
     */
    public tradewire.execution.v1.CloseAllPositionsResponse closeAllPositions(tradewire.execution.v1.CloseAllPositionsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCloseAllPositionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists balances.
     * </pre>
     */
    public tradewire.execution.v1.ListBalancesResponse listBalances(tradewire.execution.v1.ListBalancesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListBalancesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Places orders that depend on each other: OCO, one-triggers-other, bracket.
     * All are recorded or none. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.OrderList submitOrderList(tradewire.execution.v1.SubmitOrderListRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSubmitOrderListMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an order list.
     * </pre>
     */
    public tradewire.execution.v1.OrderList getOrderList(tradewire.execution.v1.GetOrderListRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetOrderListMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists order lists, newest first.
     * </pre>
     */
    public tradewire.execution.v1.ListOrderListsResponse listOrderLists(tradewire.execution.v1.ListOrderListsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListOrderListsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels every open order of a list.
     * </pre>
     */
    public tradewire.execution.v1.OrderList cancelOrderList(tradewire.execution.v1.CancelOrderListRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCancelOrderListMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service ExecutionService.
   * <pre>
   * Orders and what they lead to. A refusal of risk or of a venue is an outcome
   * and no error: the call answers OK with the order as recorded, DENIED or
   * REJECTED, and every reason in it. Errors are for calls that recorded nothing.
   * </pre>
   */
  public static final class ExecutionServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<ExecutionServiceBlockingStub> {
    private ExecutionServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ExecutionServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ExecutionServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Places an order. Answers once risk's verdict and the order are committed,
     * without waiting for the venue: SUBMITTED, or DENIED with every reason. What
     * the venue says follows as events.
     * </pre>
     */
    public tradewire.execution.v1.Order submitOrder(tradewire.execution.v1.SubmitOrderRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSubmitOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what an order would cost and whether it would be allowed, by the same
     * rules and reasons as SubmitOrder. Records, reserves and sends nothing.
     * </pre>
     */
    public tradewire.execution.v1.OrderPreview previewOrder(tradewire.execution.v1.PreviewOrderRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPreviewOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a resting order, in one step where the venue can. Answers with the
     * order PENDING_REPLACE, or as it was when risk refused; an
     * OrderReplaceRejected says why. One that does not rest, or of which another
     * command is under way, is refused with FAILED_PRECONDITION and the reason
     * ORDER_NOT_REPLACEABLE; of an order in a list the prices alone can change
     * (ORDER_IN_LIST).
     * </pre>
     */
    public tradewire.execution.v1.Order replaceOrder(tradewire.execution.v1.ReplaceOrderRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getReplaceOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels an order; needs no approval and works when risk is down. Answers
     * with the order PENDING_CANCEL; for one that is already in a terminal state,
     * with the order as it stands.
     * </pre>
     */
    public tradewire.execution.v1.Order cancelOrder(tradewire.execution.v1.CancelOrderRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels every open order of the account that fits the filters; needs no
     * approval and works when risk is down.
     * </pre>
     */
    public tradewire.execution.v1.CancelAllOrdersResponse cancelAllOrders(tradewire.execution.v1.CancelAllOrdersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelAllOrdersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an order, open or not.
     * </pre>
     */
    public tradewire.execution.v1.Order getOrder(tradewire.execution.v1.GetOrderRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists orders, open or not, newest first.
     * </pre>
     */
    public tradewire.execution.v1.ListOrdersResponse listOrders(tradewire.execution.v1.ListOrdersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListOrdersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says why an order happened: the tick and indicator values behind its
     * signal, every rule with value and limit, every event and fill, and what
     * each step took.
     * </pre>
     */
    public tradewire.execution.v1.OrderExplanation explainOrder(tradewire.execution.v1.ExplainOrderRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getExplainOrderMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists fills, newest first.
     * </pre>
     */
    public tradewire.execution.v1.ListFillsResponse listFills(tradewire.execution.v1.ListFillsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListFillsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams everything that happens to an account, in sequence and without
     * holes, from any point of its log on.
     * </pre>
     */
    public java.util.Iterator<tradewire.execution.v1.StreamAccountEventsResponse> streamAccountEvents(
        tradewire.execution.v1.StreamAccountEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamAccountEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a range of an account's events, oldest first: the history of an
     * order, or what a reader of the bus missed.
     * </pre>
     */
    public tradewire.execution.v1.ListAccountEventsResponse listAccountEvents(tradewire.execution.v1.ListAccountEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListAccountEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the position in one instrument.
     * </pre>
     */
    public tradewire.execution.v1.Position getPosition(tradewire.execution.v1.GetPositionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetPositionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists positions.
     * </pre>
     */
    public tradewire.execution.v1.ListPositionsResponse listPositions(tradewire.execution.v1.ListPositionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListPositionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Closes a position, whole or in part, with a reduce-only market order.
     * Answers once the order is committed.
     * </pre>
     */
    public tradewire.execution.v1.Order closePosition(tradewire.execution.v1.ClosePositionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getClosePositionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Closes every position of an account, and cancels first what would open or
     * enlarge one.
     * </pre>
     */
    public tradewire.execution.v1.CloseAllPositionsResponse closeAllPositions(tradewire.execution.v1.CloseAllPositionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCloseAllPositionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists balances.
     * </pre>
     */
    public tradewire.execution.v1.ListBalancesResponse listBalances(tradewire.execution.v1.ListBalancesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListBalancesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Places orders that depend on each other: OCO, one-triggers-other, bracket.
     * All are recorded or none. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.execution.v1.OrderList submitOrderList(tradewire.execution.v1.SubmitOrderListRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSubmitOrderListMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an order list.
     * </pre>
     */
    public tradewire.execution.v1.OrderList getOrderList(tradewire.execution.v1.GetOrderListRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetOrderListMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists order lists, newest first.
     * </pre>
     */
    public tradewire.execution.v1.ListOrderListsResponse listOrderLists(tradewire.execution.v1.ListOrderListsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListOrderListsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels every open order of a list.
     * </pre>
     */
    public tradewire.execution.v1.OrderList cancelOrderList(tradewire.execution.v1.CancelOrderListRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelOrderListMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service ExecutionService.
   * <pre>
   * Orders and what they lead to. A refusal of risk or of a venue is an outcome
   * and no error: the call answers OK with the order as recorded, DENIED or
   * REJECTED, and every reason in it. Errors are for calls that recorded nothing.
   * </pre>
   */
  public static final class ExecutionServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<ExecutionServiceFutureStub> {
    private ExecutionServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ExecutionServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ExecutionServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Places an order. Answers once risk's verdict and the order are committed,
     * without waiting for the venue: SUBMITTED, or DENIED with every reason. What
     * the venue says follows as events.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Order> submitOrder(
        tradewire.execution.v1.SubmitOrderRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSubmitOrderMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says what an order would cost and whether it would be allowed, by the same
     * rules and reasons as SubmitOrder. Records, reserves and sends nothing.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.OrderPreview> previewOrder(
        tradewire.execution.v1.PreviewOrderRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPreviewOrderMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes a resting order, in one step where the venue can. Answers with the
     * order PENDING_REPLACE, or as it was when risk refused; an
     * OrderReplaceRejected says why. One that does not rest, or of which another
     * command is under way, is refused with FAILED_PRECONDITION and the reason
     * ORDER_NOT_REPLACEABLE; of an order in a list the prices alone can change
     * (ORDER_IN_LIST).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Order> replaceOrder(
        tradewire.execution.v1.ReplaceOrderRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getReplaceOrderMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Cancels an order; needs no approval and works when risk is down. Answers
     * with the order PENDING_CANCEL; for one that is already in a terminal state,
     * with the order as it stands.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Order> cancelOrder(
        tradewire.execution.v1.CancelOrderRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelOrderMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Cancels every open order of the account that fits the filters; needs no
     * approval and works when risk is down.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.CancelAllOrdersResponse> cancelAllOrders(
        tradewire.execution.v1.CancelAllOrdersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelAllOrdersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads an order, open or not.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Order> getOrder(
        tradewire.execution.v1.GetOrderRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetOrderMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists orders, open or not, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ListOrdersResponse> listOrders(
        tradewire.execution.v1.ListOrdersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListOrdersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says why an order happened: the tick and indicator values behind its
     * signal, every rule with value and limit, every event and fill, and what
     * each step took.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.OrderExplanation> explainOrder(
        tradewire.execution.v1.ExplainOrderRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getExplainOrderMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists fills, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ListFillsResponse> listFills(
        tradewire.execution.v1.ListFillsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListFillsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists a range of an account's events, oldest first: the history of an
     * order, or what a reader of the bus missed.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ListAccountEventsResponse> listAccountEvents(
        tradewire.execution.v1.ListAccountEventsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListAccountEventsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads the position in one instrument.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Position> getPosition(
        tradewire.execution.v1.GetPositionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetPositionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists positions.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ListPositionsResponse> listPositions(
        tradewire.execution.v1.ListPositionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListPositionsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Closes a position, whole or in part, with a reduce-only market order.
     * Answers once the order is committed.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.Order> closePosition(
        tradewire.execution.v1.ClosePositionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getClosePositionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Closes every position of an account, and cancels first what would open or
     * enlarge one.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.CloseAllPositionsResponse> closeAllPositions(
        tradewire.execution.v1.CloseAllPositionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCloseAllPositionsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists balances.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ListBalancesResponse> listBalances(
        tradewire.execution.v1.ListBalancesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListBalancesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Places orders that depend on each other: OCO, one-triggers-other, bracket.
     * All are recorded or none. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.OrderList> submitOrderList(
        tradewire.execution.v1.SubmitOrderListRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSubmitOrderListMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads an order list.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.OrderList> getOrderList(
        tradewire.execution.v1.GetOrderListRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetOrderListMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists order lists, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.ListOrderListsResponse> listOrderLists(
        tradewire.execution.v1.ListOrderListsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListOrderListsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Cancels every open order of a list.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.execution.v1.OrderList> cancelOrderList(
        tradewire.execution.v1.CancelOrderListRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelOrderListMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_SUBMIT_ORDER = 0;
  private static final int METHODID_PREVIEW_ORDER = 1;
  private static final int METHODID_REPLACE_ORDER = 2;
  private static final int METHODID_CANCEL_ORDER = 3;
  private static final int METHODID_CANCEL_ALL_ORDERS = 4;
  private static final int METHODID_GET_ORDER = 5;
  private static final int METHODID_LIST_ORDERS = 6;
  private static final int METHODID_EXPLAIN_ORDER = 7;
  private static final int METHODID_LIST_FILLS = 8;
  private static final int METHODID_STREAM_ACCOUNT_EVENTS = 9;
  private static final int METHODID_LIST_ACCOUNT_EVENTS = 10;
  private static final int METHODID_GET_POSITION = 11;
  private static final int METHODID_LIST_POSITIONS = 12;
  private static final int METHODID_CLOSE_POSITION = 13;
  private static final int METHODID_CLOSE_ALL_POSITIONS = 14;
  private static final int METHODID_LIST_BALANCES = 15;
  private static final int METHODID_SUBMIT_ORDER_LIST = 16;
  private static final int METHODID_GET_ORDER_LIST = 17;
  private static final int METHODID_LIST_ORDER_LISTS = 18;
  private static final int METHODID_CANCEL_ORDER_LIST = 19;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_SUBMIT_ORDER:
          serviceImpl.submitOrder((tradewire.execution.v1.SubmitOrderRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Order>) responseObserver);
          break;
        case METHODID_PREVIEW_ORDER:
          serviceImpl.previewOrder((tradewire.execution.v1.PreviewOrderRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderPreview>) responseObserver);
          break;
        case METHODID_REPLACE_ORDER:
          serviceImpl.replaceOrder((tradewire.execution.v1.ReplaceOrderRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Order>) responseObserver);
          break;
        case METHODID_CANCEL_ORDER:
          serviceImpl.cancelOrder((tradewire.execution.v1.CancelOrderRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Order>) responseObserver);
          break;
        case METHODID_CANCEL_ALL_ORDERS:
          serviceImpl.cancelAllOrders((tradewire.execution.v1.CancelAllOrdersRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.CancelAllOrdersResponse>) responseObserver);
          break;
        case METHODID_GET_ORDER:
          serviceImpl.getOrder((tradewire.execution.v1.GetOrderRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Order>) responseObserver);
          break;
        case METHODID_LIST_ORDERS:
          serviceImpl.listOrders((tradewire.execution.v1.ListOrdersRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ListOrdersResponse>) responseObserver);
          break;
        case METHODID_EXPLAIN_ORDER:
          serviceImpl.explainOrder((tradewire.execution.v1.ExplainOrderRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderExplanation>) responseObserver);
          break;
        case METHODID_LIST_FILLS:
          serviceImpl.listFills((tradewire.execution.v1.ListFillsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ListFillsResponse>) responseObserver);
          break;
        case METHODID_STREAM_ACCOUNT_EVENTS:
          serviceImpl.streamAccountEvents((tradewire.execution.v1.StreamAccountEventsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.StreamAccountEventsResponse>) responseObserver);
          break;
        case METHODID_LIST_ACCOUNT_EVENTS:
          serviceImpl.listAccountEvents((tradewire.execution.v1.ListAccountEventsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ListAccountEventsResponse>) responseObserver);
          break;
        case METHODID_GET_POSITION:
          serviceImpl.getPosition((tradewire.execution.v1.GetPositionRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Position>) responseObserver);
          break;
        case METHODID_LIST_POSITIONS:
          serviceImpl.listPositions((tradewire.execution.v1.ListPositionsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ListPositionsResponse>) responseObserver);
          break;
        case METHODID_CLOSE_POSITION:
          serviceImpl.closePosition((tradewire.execution.v1.ClosePositionRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.Order>) responseObserver);
          break;
        case METHODID_CLOSE_ALL_POSITIONS:
          serviceImpl.closeAllPositions((tradewire.execution.v1.CloseAllPositionsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.CloseAllPositionsResponse>) responseObserver);
          break;
        case METHODID_LIST_BALANCES:
          serviceImpl.listBalances((tradewire.execution.v1.ListBalancesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ListBalancesResponse>) responseObserver);
          break;
        case METHODID_SUBMIT_ORDER_LIST:
          serviceImpl.submitOrderList((tradewire.execution.v1.SubmitOrderListRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderList>) responseObserver);
          break;
        case METHODID_GET_ORDER_LIST:
          serviceImpl.getOrderList((tradewire.execution.v1.GetOrderListRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderList>) responseObserver);
          break;
        case METHODID_LIST_ORDER_LISTS:
          serviceImpl.listOrderLists((tradewire.execution.v1.ListOrderListsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.ListOrderListsResponse>) responseObserver);
          break;
        case METHODID_CANCEL_ORDER_LIST:
          serviceImpl.cancelOrderList((tradewire.execution.v1.CancelOrderListRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.execution.v1.OrderList>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getSubmitOrderMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.SubmitOrderRequest,
              tradewire.execution.v1.Order>(
                service, METHODID_SUBMIT_ORDER)))
        .addMethod(
          getPreviewOrderMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.PreviewOrderRequest,
              tradewire.execution.v1.OrderPreview>(
                service, METHODID_PREVIEW_ORDER)))
        .addMethod(
          getReplaceOrderMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ReplaceOrderRequest,
              tradewire.execution.v1.Order>(
                service, METHODID_REPLACE_ORDER)))
        .addMethod(
          getCancelOrderMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.CancelOrderRequest,
              tradewire.execution.v1.Order>(
                service, METHODID_CANCEL_ORDER)))
        .addMethod(
          getCancelAllOrdersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.CancelAllOrdersRequest,
              tradewire.execution.v1.CancelAllOrdersResponse>(
                service, METHODID_CANCEL_ALL_ORDERS)))
        .addMethod(
          getGetOrderMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.GetOrderRequest,
              tradewire.execution.v1.Order>(
                service, METHODID_GET_ORDER)))
        .addMethod(
          getListOrdersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ListOrdersRequest,
              tradewire.execution.v1.ListOrdersResponse>(
                service, METHODID_LIST_ORDERS)))
        .addMethod(
          getExplainOrderMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ExplainOrderRequest,
              tradewire.execution.v1.OrderExplanation>(
                service, METHODID_EXPLAIN_ORDER)))
        .addMethod(
          getListFillsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ListFillsRequest,
              tradewire.execution.v1.ListFillsResponse>(
                service, METHODID_LIST_FILLS)))
        .addMethod(
          getStreamAccountEventsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.execution.v1.StreamAccountEventsRequest,
              tradewire.execution.v1.StreamAccountEventsResponse>(
                service, METHODID_STREAM_ACCOUNT_EVENTS)))
        .addMethod(
          getListAccountEventsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ListAccountEventsRequest,
              tradewire.execution.v1.ListAccountEventsResponse>(
                service, METHODID_LIST_ACCOUNT_EVENTS)))
        .addMethod(
          getGetPositionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.GetPositionRequest,
              tradewire.execution.v1.Position>(
                service, METHODID_GET_POSITION)))
        .addMethod(
          getListPositionsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ListPositionsRequest,
              tradewire.execution.v1.ListPositionsResponse>(
                service, METHODID_LIST_POSITIONS)))
        .addMethod(
          getClosePositionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ClosePositionRequest,
              tradewire.execution.v1.Order>(
                service, METHODID_CLOSE_POSITION)))
        .addMethod(
          getCloseAllPositionsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.CloseAllPositionsRequest,
              tradewire.execution.v1.CloseAllPositionsResponse>(
                service, METHODID_CLOSE_ALL_POSITIONS)))
        .addMethod(
          getListBalancesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ListBalancesRequest,
              tradewire.execution.v1.ListBalancesResponse>(
                service, METHODID_LIST_BALANCES)))
        .addMethod(
          getSubmitOrderListMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.SubmitOrderListRequest,
              tradewire.execution.v1.OrderList>(
                service, METHODID_SUBMIT_ORDER_LIST)))
        .addMethod(
          getGetOrderListMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.GetOrderListRequest,
              tradewire.execution.v1.OrderList>(
                service, METHODID_GET_ORDER_LIST)))
        .addMethod(
          getListOrderListsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.ListOrderListsRequest,
              tradewire.execution.v1.ListOrderListsResponse>(
                service, METHODID_LIST_ORDER_LISTS)))
        .addMethod(
          getCancelOrderListMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.execution.v1.CancelOrderListRequest,
              tradewire.execution.v1.OrderList>(
                service, METHODID_CANCEL_ORDER_LIST)))
        .build();
  }

  private static abstract class ExecutionServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    ExecutionServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return tradewire.execution.v1.ExecutionServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("ExecutionService");
    }
  }

  private static final class ExecutionServiceFileDescriptorSupplier
      extends ExecutionServiceBaseDescriptorSupplier {
    ExecutionServiceFileDescriptorSupplier() {}
  }

  private static final class ExecutionServiceMethodDescriptorSupplier
      extends ExecutionServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    ExecutionServiceMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (ExecutionServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new ExecutionServiceFileDescriptorSupplier())
              .addMethod(getSubmitOrderMethod())
              .addMethod(getPreviewOrderMethod())
              .addMethod(getReplaceOrderMethod())
              .addMethod(getCancelOrderMethod())
              .addMethod(getCancelAllOrdersMethod())
              .addMethod(getGetOrderMethod())
              .addMethod(getListOrdersMethod())
              .addMethod(getExplainOrderMethod())
              .addMethod(getListFillsMethod())
              .addMethod(getStreamAccountEventsMethod())
              .addMethod(getListAccountEventsMethod())
              .addMethod(getGetPositionMethod())
              .addMethod(getListPositionsMethod())
              .addMethod(getClosePositionMethod())
              .addMethod(getCloseAllPositionsMethod())
              .addMethod(getListBalancesMethod())
              .addMethod(getSubmitOrderListMethod())
              .addMethod(getGetOrderListMethod())
              .addMethod(getListOrderListsMethod())
              .addMethod(getCancelOrderListMethod())
              .build();
        }
      }
    }
    return result;
  }
}
